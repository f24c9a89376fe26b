" Vim and Neovim: highlighting of Vires, by patterns.
" Generated from crates/vires-syntax/keywords.csv by `cargo xtask keywords`; not edited by hand.
" The shape is in xtask/src/highlighting/vires.vim.

if exists('b:current_syntax')
  finish
endif

syntax iskeyword @,48-57,_,192-255
syntax spell toplevel

" Of two patterns that match in one place, the one that is written later wins.
syntax match viresName /\v<\K\k*%(\.\K\k*)*/
syntax match viresMark /[<>=≤≥*/,:()+-]/

syntax match viresValue /\v<{{value}}>/
syntax match viresStep /\v<{{step}}>/
syntax match viresSilence /\v%(<{{step}}\s+)@<=<{{silence}}>/
syntax match viresRule /\v<{{effect}}>/
syntax match viresRule /\v<{{rule}}>/
syntax match viresRule /\v<{{requirement}}>/
syntax match viresClause /\v<{{clause}}>/
syntax match viresCondition /\v<{{condition}}>/
syntax match viresModality /\v<{{modality}}>/
syntax match viresValue /\v%(<{{modality}}.*)@<=<%({{party}}|{{freedom}}|{{content}})>/

" A number and its unit. No name but that of a unit stands beside a number.
syntax match viresUnit /\v%(<\d[0-9_.\/]*\s+)@<=%({{reserved}}>|{{clause}}>)@!\K\k*/
syntax match viresUnit /\v%(<\d[0-9_.\/]*\s*)@<=\%/
syntax match viresUnit /\v%(<\d[0-9_.\/]*\s+%({{scale}}\s+)?)@<={{period}}>/
syntax match viresUnit /\v%(<\d[0-9_.\/]*\s+{{scale}}\s+)@<=%({{reserved}}>)@!\K\k*/
syntax match viresNumber /\v%(<\d[0-9_.\/]*\s+)@<={{scale}}>/
syntax match viresNumber /\v<\d[0-9_]*%(\.\d[0-9_]*)?%(\/\d[0-9_]*)?>/
syntax match viresNumber /\v<\d\k*%(\.\k+)*/
syntax match viresDate /\v<\d{4}-\d{2}-\d{2}>/

syntax match viresProvision /\v<{{provision}}\ze\s+%(\d|[IVXLC]+>|\K>)/ nextgroup=viresNumberOfProvision skipwhite
syntax match viresProvision /\v<{{this}}>/

" What is a keyword only where a line begins.
syntax match viresProvision /\v^\s*\zs{{provision}}\ze\s+%({{reserved}}>)@!\k/ nextgroup=viresNumberOfProvision skipwhite
syntax match viresNumberOfProvision /\v\k+%(\.\k+)*/ contained
syntax match viresDeclaration /\v^\s*\zs{{statement}}\ze%(\s|$)/
syntax match viresValue /\v%(^\s*{{statement}}\s.*)@<=<{{order}}>/
syntax match viresDeclaration /\v%(^\s*{{statement}}\s+{{condition}}\s+)@<={{declaration}}\ze\s/
syntax match viresDeclaration /\v^\s*\zs{{declaration}}\ze\s+%({{reserved}}>)@!\K/ nextgroup=viresDeclared skipwhite
syntax match viresDeclared /\v\K\k*%(\.\K\k*)*/ contained
syntax match viresRule /\v^\s*\zs{{operation}}\ze%(\s|$)/
syntax match viresModality /\v^\s*\zs{{form}}\ze\s/
syntax match viresTest /\v^\s*\zs{{test}}>/
syntax match viresValue /\v%(^\s*{{test}}\s+)@<={{outcome}}>/
syntax match viresTest /\v%(^\s*{{test}}\s+{{outcome}}\s+)@<={{over}}>/

syntax match viresType /\v%(:\s*)@<=%({{type}}|{{period}})>/
syntax match viresType /\v%(:\s*)@<=\%/

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
highlight default link viresNumber Number
highlight default link viresDate Number
highlight default link viresUnit Special

let b:current_syntax = 'vires'
