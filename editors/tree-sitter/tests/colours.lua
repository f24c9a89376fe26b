-- The words of the tree-sitter grammar are those of the compiler, and every word has a colour.
--
-- nvim --clean --headless -c 'luafile editors/tree-sitter/tests/colours.lua'
-- VIRES_PARSER is the compiled parser, VIRES_WORDS names what the example `spelled` of vires-syntax prints.

vim.treesitter.require_language('vires', os.getenv('VIRES_PARSER'))

local folder = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')
local query = vim.treesitter.parse_query('vires', table.concat(vim.fn.readfile(folder .. '/queries/highlights.scm'), '\n'))

-- What a word of the grammar may be to the compiler; all others are keywords.
local kinds = {
  name = { 'name' },
  declared = { 'name' },
  ordinal = { 'number', 'name' },
  unit = { 'name', 'mark' },
  number = { 'number' },
  date = { 'date' },
  label = { 'label' },
  comment = { 'comment' },
  documentation = { 'comment' },
  mark = { 'mark' },
  other = {},
}

--- The words of a tree by line and first column, in bytes, and those without a colour.
local function words_of(root, text)
  local words, coloured = {}, {}
  for _, node in query:iter_captures(root, text, 0, -1) do
    coloured[node:id()] = true
  end
  for line in root:iter_children() do
    for node in line:iter_children() do
      local row, from, last_row, to = node:range()
      assert(row == last_row, 'a word over two lines')
      words[row .. ':' .. from] = { to = to, type = node:type(), coloured = coloured[node:id()] }
    end
  end
  return words
end

local function compare()
  local file, lines, found
  local words, disagreements = 0, 0
  for row in io.lines(os.getenv('VIRES_WORDS')) do
    local path, line, from, to, kind = row:match('^(.-)\t(%d+)\t(%d+)\t(%d+)\t(%a+)$')
    if path ~= file then
      file, lines = path, vim.fn.readfile(path)
      local text = table.concat(lines, '\n') .. '\n'
      local root = vim.treesitter.get_string_parser(text, 'vires'):parse()[1]:root()
      assert(not root:has_error(), path .. ' has an error')
      found = words_of(root, text)
    end
    local text = lines[line + 1]
    local first = vim.str_byteindex(text, tonumber(from), true)
    local last = vim.str_byteindex(text, tonumber(to), true)
    local word = found[line .. ':' .. first]
    local accepted = word and (kinds[word.type] or { 'keyword' })
    words = words + 1
    if not (word and word.to == last and word.coloured and vim.tbl_contains(accepted, kind)) then
      disagreements = disagreements + 1
      if disagreements <= 20 then
        local is = word and (word.type .. ' to ' .. word.to .. (word.coloured and '' or ', without a colour')) or 'nothing'
        print(('%s:%d: `%s` is %s, read as %s'):format(path, line + 1, text:sub(first + 1, last), kind, is))
      end
    end
  end
  print(('tree-sitter colours: %d words, %d disagreements'):format(words, disagreements))
  return words > 10000 and disagreements == 0
end

--- After every change of a few letters the tree is the one of the whole text.
local function edit()
  vim.cmd('edit! policies/vietnam/instruments/food.vires')
  local parser = vim.treesitter.get_parser(0, 'vires')
  parser:parse()
  math.randomseed(7)
  local pieces = { ' ', '"', '#', 'holds ', '5', 'from ', 'any of', '\n', 'điều 3', ': ', 'x_1', '≥', '\n\n  test "a"' }
  local edits = 300
  for number = 1, edits do
    local row = math.random(vim.api.nvim_buf_line_count(0)) - 1
    local line = vim.api.nvim_buf_get_lines(0, row, row + 1, true)[1]
    -- Between two letters, not within one.
    local at = vim.str_byteindex(line, math.random(0, vim.str_utfindex(line)))
    if number % 3 == 0 then
      vim.api.nvim_buf_set_text(0, row, at, row, #line, {})
    else
      vim.api.nvim_buf_set_text(0, row, at, row, at, vim.split(pieces[math.random(#pieces)], '\n'))
    end
    local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n') .. '\n'
    local now = parser:parse()[1]:root()
    local whole = vim.treesitter.get_string_parser(text, 'vires'):parse()[1]:root()
    assert(not now:has_error(), 'an error after edit ' .. number)
    assert(now:sexpr() == whole:sexpr(), 'edit ' .. number .. ' in line ' .. row + 1 .. ' leaves another tree')
  end
  print(('tree-sitter edits: %d, each with the tree of the whole text'):format(edits))
end

--- A line of more words than the parser keeps at once, and words longer than it counts.
local function stretch()
  local long = string.rep('x', 200000)
  local text = 'list places : ' .. string.rep('in, ', 1000) .. long .. ' "' .. long .. '"'
  local root = vim.treesitter.get_string_parser(text, 'vires'):parse()[1]:root()
  assert(not root:has_error())
  local counted = {}
  for node in root:child(0):iter_children() do
    counted[node:type()] = (counted[node:type()] or 0) + 1
  end
  assert(counted.declaration == 1 and counted.declared == 1 and counted.clause == nil, vim.inspect(counted))
  assert(counted.rule == 1000 or counted.effect == 1000, vim.inspect(counted))
  print('tree-sitter: long lines are read to their end')
end

local ran, agreed = xpcall(function()
  local agreed = compare()
  edit()
  stretch()
  return agreed
end, debug.traceback)
if not ran then
  print(agreed)
end
vim.cmd(ran and agreed and 'qall!' or 'cquit!')
