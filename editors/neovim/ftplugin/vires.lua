-- How a file of policy is typed.

if vim.b.did_ftplugin then
  return
end
vim.b.did_ftplugin = true

vim.bo.commentstring = '# %s'
vim.bo.comments = ':##,:#'
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = 2
vim.bo.autoindent = true
vim.opt_local.foldmethod = 'indent'
vim.opt_local.foldlevel = 99

vim.b.undo_ftplugin =
  'setlocal commentstring< comments< expandtab< shiftwidth< softtabstop< autoindent< foldmethod< foldlevel<'
