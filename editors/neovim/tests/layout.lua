-- A new line stands where the compiler reads it: below every line of the policies that has lines below it.
--
-- nvim --clean --headless --cmd 'set rtp^=editors/neovim' -c 'luafile editors/neovim/tests/layout.lua' FILE…

local indent = require('vires.indent')

local function fail(words)
  print(words)
  vim.cmd('cquit 1')
end

local opened, wrong = 0, 0
for _, file in ipairs(vim.fn.argv()) do
  vim.cmd('silent edit! ' .. vim.fn.fnameescape(file))
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  local above
  for _, line in ipairs(lines) do
    if line:find('^%s*[^%s#]') then
      local column = #line:match('^ *')
      -- What goes on with a sentence above it is indented by hand.
      if above and column > #above:match('^ *') and indent.opens(above) then
        opened = opened + 1
        if column ~= #above:match('^ *') + 2 then
          wrong = wrong + 1
          print(file .. ': ' .. line)
        end
      end
      above = line
    end
  end
end

-- Typed with the keys of a drafter: Return below a heading, below a rule, and in a line that is there.
vim.cmd('enew!')
vim.bo.filetype = 'vires'
local typed = vim.api.nvim_replace_termcodes(
  'idecree<Esc>ccinstrument d1 "Nghị định 1"<CR>in force from 2025-07-01<CR>điều 1 "#1"<CR>moit holds licence when any of<CR>source is coal',
  true, false, true)
vim.api.nvim_feedkeys(typed, 'tx', false)
local wanted = {
  'instrument d1 "Nghị định 1"',
  '  in force from 2025-07-01',
  '  điều 1 "#1"',
  '    moit holds licence when any of',
  '      source is coal',
}
local got = vim.api.nvim_buf_get_lines(0, 0, -1, false)
if not vim.deep_equal(got, wanted) then
  fail('typed: ' .. vim.inspect(got))
end
vim.cmd('silent normal! gg=G')
if not vim.deep_equal(vim.api.nvim_buf_get_lines(0, 0, -1, false), wanted) then
  fail('`=` moved lines')
end
for _, line in ipairs({ 'body x', 'instrument kind decree "Nghị định"', 'loại văn bản x', '    a holds b when c', '  given a is b', 'list A : x, y', 'văn bản này chỉ áp dụng khi x' }) do
  if indent.opens(line) then
    fail('nothing stands below: ' .. line)
  end
end

print(string.format('neovim layout: %d lines below others, %d wrong', opened, wrong))
vim.cmd(opened > 2500 and wrong == 0 and 'quitall!' or 'cquit 1')
