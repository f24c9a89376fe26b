-- Where a new line begins. Where a line stands is part of what it says, so no line that is there is moved: `==` and `=` keep
-- what they find, and only a line that is begun gets its place.

if vim.b.did_indent then
  return
end
vim.b.did_indent = true

vim.bo.indentexpr = "v:lua.require'vires.indent'.of(v:lnum)"
vim.bo.indentkeys = 'o,O'

vim.b.undo_indent = 'setlocal indentexpr< indentkeys<'
