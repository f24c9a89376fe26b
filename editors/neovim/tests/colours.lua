-- The colours of Neovim agree with the grammar.
--
-- nvim --clean --headless --cmd 'set rtp^=editors/neovim' -c 'luafile editors/neovim/tests/colours.lua'
-- VIRES_WORDS names what the example `spelled` of vires-syntax prints.

local keyword = {}
for _, group in ipairs({
  'Declaration', 'Provision', 'Rule', 'Clause', 'Modality', 'Step', 'Test', 'Condition', 'Type', 'Value', 'Silence',
  'Unit', 'Scale', 'Word', 'Outcome', 'Over',
}) do
  keyword['vires' .. group] = true
end

-- A unit, or the letter of a point, is a name that stands with a number or for one.
local groups = {
  keyword = keyword,
  name = { viresName = true, viresDeclared = true, viresUnit = true, viresNumberOfProvision = true },
  number = { viresNumber = true, viresNumberOfProvision = true },
  date = { viresDate = true },
  label = { viresLabel = true },
  comment = { viresComment = true, viresDocumentation = true },
}

local function run()
  local file, lines
  local words, disagreements = 0, 0
  for row in io.lines(os.getenv('VIRES_WORDS')) do
    local path, line, from, to, kind = row:match('^(.-)\t(%d+)\t(%d+)\t(%d+)\t(%a+)$')
    if path ~= file then
      file = path
      vim.cmd('silent edit! ' .. vim.fn.fnameescape(path))
      vim.cmd('syntax sync fromstart')
      lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
      assert(vim.bo.filetype == 'vires' and vim.b.current_syntax == 'vires', 'no syntax for ' .. path)
    end
    local text = lines[line + 1]
    local first = vim.str_byteindex(text, tonumber(from), true)
    local last = vim.str_byteindex(text, tonumber(to), true)
    local accepted = groups[kind]
    words = words + 1
    if accepted then
      -- A keyword is one from its first letter to its last.
      for _, byte in ipairs({ first + 1, math.floor((first + last) / 2) + 1, last }) do
        local group = vim.fn.synIDattr(vim.fn.synID(line + 1, byte, 1), 'name')
        local blank = text:sub(byte, byte) == ' '
        if not accepted[group] and not blank then
          disagreements = disagreements + 1
          if disagreements <= 20 then
            print(('%s:%d: `%s` is %s, shown as %s'):format(path, line + 1, text:sub(first + 1, last), kind, group))
          end
          break
        end
      end
    end
  end
  print(('neovim colours: %d words, %d disagreements'):format(words, disagreements))
  return words > 10000 and disagreements == 0
end

local ran, agreed = pcall(run)
if not ran then
  print(agreed)
end
vim.cmd(ran and agreed and 'qall!' or 'cquit!')
