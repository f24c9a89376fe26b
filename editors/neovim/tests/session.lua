-- A drafter's session in Neovim: opens the law of Vietnam, types, reads what is proved, looks things up, lays a file
-- out, renames, completes, accepts a fix. What the server announces must work; what it does not is said.
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

--- The answer to a request, as the client has it.
local function ask(method, params)
  local answers, problem = vim.lsp.buf_request_sync(0, method, params, patience)
  assert(answers, problem)
  for _, answer in pairs(answers) do
    assert(not answer.err, answer.err and answer.err.message)
    return answer.result
  end
  error('nobody answers ' .. method)
end

--- Types a line at the end, below the last article, and takes it back when `while_there` is done.
local function with_line(line, while_there)
  local before = text()
  vim.cmd('normal! Go' .. line)
  while_there()
  vim.cmd('silent undo')
  assert(text() == before, 'undo')
end

local function shown()
  return #vim.diagnostic.get(0)
end

local function explain()
  local gap = diagnostic(function(one)
    return one.message:find('nobody is competent from 29 May 2026 to 30 June 2026', 1, true)
  end)
  local page = gap.user_data.lsp.codeDescription
  assert(page, 'its code leads nowhere')
  local file = vim.uri_to_fname(page.href)
  assert(file:find('/en/V2002.md', 1, true) and vim.fn.filereadable(file) == 1, file)
  vim.api.nvim_win_set_cursor(0, { gap.lnum + 1, 0 })
  vim.cmd('ViresExplain')
  assert(vim.api.nvim_buf_get_name(0) == vim.fn.resolve(file), vim.api.nvim_buf_get_name(0))
  assert(vim.api.nvim_get_current_line():find('^# V2002: '), vim.api.nvim_get_current_line())
  vim.cmd('close')
  print('  its code leads to a page that explains it')
end

local function type_half_a_line()
  local known = shown()
  with_line('chemicals_agency holds', function()
    wait('a half typed line is said to be one', function()
      return diagnostic(function(one) return one.lnum == vim.api.nvim_buf_line_count(0) - 1 end) ~= nil
    end)
  end)
  wait('and forgotten', function() return shown() == known end)
end

local function make_a_conflict()
  local known = shown()
  with_line('chemicals_agency holds explosives_research_registration', function()
    wait('two bodies for one case are found while typing', says('nothing says which prevails'))
  end)
  wait('and no more when the line is gone', function() return shown() == known and not says('nothing says which prevails')() end)
end

local function hover()
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
end

local function define()
  go_to('chemicals_agency')
  vim.lsp.buf.definition()
  wait('a name leads to where it is declared', function()
    return vim.api.nvim_buf_get_name(0) == policies .. '/prelude.vires'
      and vim.api.nvim_get_current_line():find('^body chemicals_agency') ~= nil
  end)
  vim.cmd('silent edit #')
end

local function refer()
  go_to('chemicals_agency')
  local params = vim.lsp.util.make_position_params()
  params.context = { includeDeclaration = true }
  local files = {}
  for _, place in ipairs(ask('textDocument/references', params)) do
    files[place.uri] = true
  end
  assert(vim.tbl_count(files) >= 3 and files[vim.uri_from_fname(policies .. '/prelude.vires')], vim.inspect(files))
  print('  and to where it is used, in ' .. vim.tbl_count(files) .. ' files')
end

local function outline()
  local symbols = ask('textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params() })
  local items = vim.lsp.util.symbols_to_items(symbols, 0)
  local function listed(piece)
    for _, item in ipairs(items) do
      if item.text:find(piece, 1, true) then
        return true
      end
    end
    return false
  end
  assert(listed('circular_23_2024') or listed('Thông tư 23/2024/TT-BCT'), vim.inspect(items))
  assert(listed('article 4'), vim.inspect(items))
  print('  the outline lists the instrument and its articles')
end

local function layout()
  local right = text()
  go_to('chemicals_agency holds')
  vim.cmd('normal! eli      ')
  assert(text() ~= right)
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = patience })
  else
    vim.lsp.buf.formatting_sync(nil, patience)
  end
  assert(text() == right, 'laid out otherwise: ' .. vim.api.nvim_get_current_line())
  print('  a line that is out of shape is laid out')
end

local function complete()
  with_line('chemicals_agency holds explosives_exp', function()
    vim.cmd('normal! $')
    local params = vim.lsp.util.make_position_params()
    -- The cursor of a drafter who types stands after the last letter.
    params.position.character = params.position.character + 1
    local items = vim.lsp.util.text_document_completion_list_to_complete_items(
      ask('textDocument/completion', params),
      'explosives_exp'
    )
    local words = vim.tbl_map(function(item) return item.word end, items)
    assert(vim.tbl_contains(words, 'explosives_export_import'), vim.inspect(words))
  end)
  print('  the beginning of a name is completed')
end

local function spoil_the_manifest()
  open('vires.toml')
  vim.cmd('%substitute/^language/langage/')
  wait('what is wrong in a manifest is told in it', says('`language` is'))
  vim.cmd('silent undo')
  wait('until it is right', function() return shown() == 0 end)
  open('instruments/circular-23-2024.vires')
  wait('and the texts are as they were', says('nobody is competent from 29 May 2026 to 30 June 2026'))
end

local function rename()
  go_to('chemicals_agency')
  vim.lsp.buf.rename('cục_hóa_chất_mới')
  wait('a body is renamed', function()
    return not text():find('chemicals_agency', 1, true) and text():find('cục_hóa_chất_mới', 1, true) ~= nil
  end)
  local prelude = vim.fn.bufnr(policies .. '/prelude.vires')
  assert(prelude > 0, 'the file that declares it was not changed')
  local declared = table.concat(vim.api.nvim_buf_get_lines(prelude, 0, -1, false), '\n')
  assert(declared:find('body cục_hóa_chất_mới', 1, true), 'the declaration keeps the old name')
  print('  in other files too')
  wait('and the law says the same', says('nobody is competent from 29 May 2026 to 30 June 2026'))
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

local steps = {
  { nil, explain },
  { nil, type_half_a_line },
  { nil, make_a_conflict },
  { 'hoverProvider', hover },
  { 'definitionProvider', define },
  { 'referencesProvider', refer },
  { 'documentSymbolProvider', outline },
  { 'documentFormattingProvider', layout },
  { 'completionProvider', complete },
  { nil, spoil_the_manifest },
  { 'renameProvider', rename },
  { 'codeActionProvider', mend },
}

local function session()
  open('instruments/circular-23-2024.vires')
  assert(vim.bo.filetype == 'vires', 'no file type')
  wait('a gap is shown', says('nobody is competent from 29 May 2026 to 30 June 2026'))
  local can = {}
  for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    can = client.server_capabilities
  end
  for _, step in ipairs(steps) do
    local capability, go = unpack(step)
    if capability == nil or can[capability] then
      go()
    else
      print('  not announced by the server, not tried: ' .. capability)
    end
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
