-- A drafter's session in Neovim: opens the law of Vietnam, types, reads, renames, accepts a fix.
--
-- VIRES_POLICIES is a copy of policies/vietnam that may be changed; VIRES_SERVER the program.
-- nvim --clean --headless --cmd 'set rtp^=editors/neovim' -c 'luafile editors/neovim/tests/session.lua'

vim.g.vires_server = os.getenv('VIRES_SERVER')
vim.g.vires_settings = { language = 'en' }
local policies = os.getenv('VIRES_POLICIES')
local patience = 60000

local function wait(what, condition)
  assert(vim.wait(patience, condition, 20), 'waited in vain: ' .. what)
  print('  ' .. what)
end

local function open(name)
  vim.cmd('silent edit! ' .. vim.fn.fnameescape(policies .. '/' .. name))
end

local function diagnostic(matches)
  for _, one in ipairs(vim.diagnostic.get(0)) do
    if matches(one) then
      return one
    end
  end
end

local function says(pattern)
  return function()
    return diagnostic(function(one) return one.message:find(pattern, 1, true) end) ~= nil
  end
end

--- Puts the cursor on the first letter of a piece of text.
local function go_to(piece)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  assert(vim.fn.search('\\V' .. piece, 'cW') > 0, 'there is no ' .. piece)
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

--- Whether the server announces a capability; says so where it does not.
local function can(capability)
  for _, client in pairs(vim.lsp.get_active_clients()) do
    if client.server_capabilities[capability] then
      return true
    end
  end
  print('  not announced by the server, not tried: ' .. capability)
  return false
end

local function rename()
  vim.lsp.buf.rename('cục_hóa_chất_mới')
  wait('a body is renamed', function()
    return not text():find('chemicals_agency', 1, true) and text():find('cục_hóa_chất_mới', 1, true) ~= nil
  end)
  local prelude = vim.fn.bufnr(policies .. '/prelude.vires')
  assert(prelude > 0, 'the file that declares it was not changed')
  local declared = table.concat(vim.api.nvim_buf_get_lines(prelude, 0, -1, false), '\n')
  assert(declared:find('body cục_hóa_chất_mới', 1, true), 'the declaration keeps the old name')
  print('  in other files too')
end

local function mend()
  open('instruments/decree-105-2017.vires')
  local right = text()
  go_to('district_pc')
  vim.cmd('normal! eac')
  wait('a misspelt name is found', says('district_pcc'))
  -- The editor offers a menu; the first entry that names the right body is chosen.
  vim.ui.select = function(items, options, choose)
    for number, item in ipairs(items) do
      if options.format_item(item):find('district_pc', 1, true) then
        return choose(item, number)
      end
    end
    error('no fix was proposed')
  end
  vim.lsp.buf.code_action()
  wait('and mended by accepting what is proposed', function() return text() == right end)
end

local function session()
  open('instruments/circular-23-2024.vires')
  assert(vim.bo.filetype == 'vires', 'no file type')
  wait('a gap is shown', says('nobody is competent from 29 May 2026 to 30 June 2026'))

  local before = text()
  vim.cmd('normal! Go    chemicals_agency holds')
  wait('a half typed line is said to be one', function()
    return diagnostic(function(one) return one.lnum == vim.api.nvim_buf_line_count(0) - 1 end) ~= nil
  end)
  vim.cmd('silent undo')
  assert(text() == before, 'undo')
  wait('and forgotten', function()
    return diagnostic(function(one) return one.lnum >= vim.api.nvim_buf_line_count(0) end) == nil
  end)

  go_to('chemicals_agency')
  vim.lsp.buf.hover()
  wait('the pointer on a body says what it is', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
        return table.concat(lines, '\n'):find('Cục Hóa chất', 1, true) ~= nil
      end
    end
    return false
  end)

  if can('renameProvider') then
    rename()
  end
  if can('codeActionProvider') then
    mend()
  end
end

local ran, message = xpcall(session, debug.traceback)
if not ran then
  print(message)
  for _, one in ipairs(vim.diagnostic.get(0)) do
    print(('  %d: %s'):format(one.lnum + 1, one.message))
  end
end
print(ran and 'neovim session: done' or 'neovim session: FAILED')
vim.cmd(ran and 'qall!' or 'cquit!')
