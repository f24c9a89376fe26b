" Vim and Neovim: highlighting of Vires, by patterns.
" Generated from crates/vires-syntax/keywords.csv by `cargo xtask keywords`; not edited by hand.
" The shape is in xtask/src/highlighting/vires.vim.

if exists('b:current_syntax')
  finish
endif

syntax iskeyword @,48-57,_,192-255
syntax spell toplevel

" Of two patterns that match in one place, the one that is written later wins. Nothing looks back: words that are names
" elsewhere are sought after the keyword, number or mark that asks for them.
syntax match viresName /\v<\K\k*%(\.\K\k*)*/
syntax match viresMark /[<>=≤≥*/,()+-]/
syntax match viresMark /:/ nextgroup=viresType skipwhite
syntax match viresType /\v%({{type}}|{{period}})>/ contained
syntax match viresType /%/ contained

syntax match viresValue /\v<{{value}}>/
syntax match viresStep /\v<{{step}}>/ nextgroup=viresSilence skipwhite
syntax match viresSilence /\v<{{silence}}>/ contained
syntax match viresRule /\v<{{effect}}>/
syntax match viresRule /\v<{{rule}}>/
syntax match viresRule /\v<{{requirement}}>/
syntax match viresClause /\v<{{clause}}>/
syntax match viresCondition /\v<{{condition}}>/

syntax region viresModalityLine matchgroup=viresModality start=/\v<{{modality}}>/ end=/$/ oneline keepend contains=TOP,viresModalityLine
syntax match viresWord /\v<%({{party}}|{{freedom}}|{{content}})>/ contained containedin=viresModalityLine

" A number and its unit. No name but that of a unit stands beside a number.
syntax match viresNumber /\v<\d\k*%(\.\k+)*/
syntax match viresNumber /\v<\d[0-9_]*%(\.\d[0-9_]*)?%(\/\d[0-9_]*)?>/ nextgroup=viresUnit,viresScale skipwhite
syntax match viresUnit /\v%({{reserved}}>|{{clause}}>)@!\K\k*/ contained
syntax match viresUnit /%/ contained
syntax match viresUnit /\v<{{period}}>/ contained
syntax match viresScale /\v<{{scale}}>/ contained nextgroup=viresUnit skipwhite
syntax match viresDate /\v<\d{4}-\d{2}-\d{2}>/

syntax match viresProvision /\v<{{provision}}\ze\s+%(\d|[IVXLC]+>|\K>)/ nextgroup=viresNumberOfProvision skipwhite
syntax match viresProvision /\v<{{this}}>/

" What is a keyword only where a line begins.
syntax match viresProvision /\v^\s*\zs{{provision}}\ze\s+%({{reserved}}>)@!\k/ nextgroup=viresNumberOfProvision skipwhite
syntax match viresNumberOfProvision /\v\k+%(\.\k+)*/ contained
syntax region viresStatementLine matchgroup=viresDeclaration start=/\v^\s*\zs{{statement}}\ze%(\s|$)/ end=/$/ oneline keepend contains=TOP
syntax match viresWord /\v<{{order}}>/ contained containedin=viresStatementLine
syntax match viresDeclaration /\v<{{declaration}}\ze\s/ contained containedin=viresStatementLine
syntax match viresDeclaration /\v^\s*\zs{{declaration}}\ze\s+%({{reserved}}>)@!\K/ nextgroup=viresDeclared skipwhite
syntax match viresDeclared /\v\K\k*%(\.\K\k*)*/ contained
syntax match viresRule /\v^\s*\zs{{operation}}\ze%(\s|$)/
syntax match viresModality /\v^\s*\zs{{form}}\ze\s/
syntax match viresTest /\v^\s*\zs{{test}}>/ nextgroup=viresOutcome skipwhite
syntax match viresOutcome /\v<%({{outcome}}|{{silence}})>/ contained nextgroup=viresOver skipwhite
syntax match viresOver /\v<{{over}}>/ contained

syntax region viresLabel start=/"/ end=/"/ oneline contains=@Spell
syntax match viresComment /#.*$/ contains=@Spell
syntax match viresDocumentation /\v^\s*\zs##.*$/ contains=@Spell

highlight default link viresComment Comment
highlight default link viresDocumentation SpecialComment
highlight default link viresLabel String
highlight default link viresName Identifier
highlight default link viresMark Delimiter
highlight default link viresDeclaration Structure
highlight default link viresDeclared Type
highlight default link viresProvision Label
highlight default link viresNumberOfProvision Number
highlight default link viresRule Statement
highlight default link viresClause Keyword
highlight default link viresModality Keyword
highlight default link viresStep Keyword
highlight default link viresTest Keyword
highlight default link viresCondition Operator
highlight default link viresType Type
highlight default link viresValue Constant
highlight default link viresSilence Constant
highlight default link viresWord Constant
highlight default link viresOutcome Constant
highlight default link viresOver Keyword
highlight default link viresScale Number
highlight default link viresNumber Number
highlight default link viresDate Number
highlight default link viresUnit Special

let b:current_syntax = 'vires'
