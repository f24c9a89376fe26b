-- The column of a new line: further in below a line that has lines below it, level otherwise.

local M = {}

local provisions = 'part|chapter|section|article|clause|point|subpoint|annex|paragraph|item|subsection|subparagraph|schedule'
  .. '|appendix|regulation|rule|table|row|sentence|phần|chương|mục|điều|khoản|điểm|tiết|phụ lục|đoạn|số|tiểu mục|tiểu đoạn'
  .. '|biểu|phụ bản|quy chế|quy tắc|bảng|dòng|câu'
-- `\k` has the letters of Vietnamese; `\S` would have quotation marks.
local opening = vim.tbl_map(vim.regex, {
  -- A text or a way to pass powers on, and no kind of text.
  [[\v^%(instrument|modality|văn bản|phương thức) +%(%(kind|này)>)@!\K]],
  [[\v^%(]] .. provisions .. [[) +%(\d\S*|%([IVXLC]+|\K)%(\.\S*)?)%( |$)]],
  [[\v^%(test|kiểm thử) +"]],
  [[\v^%(insert after|bổ sung sau) ]],
  [[\v^%(replace|thay thế) .* %(with|bằng)$]],
  [[\v^%(given|với)$]],
  [[\v^%(list|territory|danh mục|địa bàn) +\K\k*%( +"[^"]*")?%(,? +%(within|nằm trong) +\S+)?%( *:%(.*,)?)?$]],
  [[\v%(^| )%(any of|all of|none of|any \d+ of|when|một trong các trường hợp|tất cả các điều kiện|không trường hợp nào]]
    .. [[|không thuộc|bất kỳ \d+ của|khi)$]],
})

--- Whether a line has lines below it.
function M.opens(line)
  -- Without its comment; a `#` in a label begins none.
  local words = line:gsub('^%s+', ''):gsub('%s*#[^"]*$', ''):gsub('%s+$', '')
  for _, pattern in ipairs(opening) do
    if pattern:match_str(words) then
      return true
    end
  end
  return false
end

--- The column of line `number`. One that has words already stays where it is.
function M.of(number)
  if vim.fn.getline(number):find('%S') then
    return vim.fn.indent(number)
  end
  local above = vim.fn.prevnonblank(number - 1)
  if above == 0 then
    return 0
  end
  return vim.fn.indent(above) + (M.opens(vim.fn.getline(above)) and vim.fn.shiftwidth() or 0)
end

return M
