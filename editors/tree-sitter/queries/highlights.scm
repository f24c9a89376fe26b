; Colours, by what a word is to the compiler.

[(comment)] @comment
[(documentation)] @comment.documentation
[(label)] @string
[(number) (date) (ordinal)] @constant.numeric
[(unit)] @constant.unit
[(scale) (period)] @keyword.unit
[(name)] @variable
[(declared)] @type.definition
[(mark)] @punctuation.delimiter

[(declaration) (statement)] @keyword.storage
[(provision) (this)] @keyword.provision
[(rule) (requirement) (operation) (effect)] @keyword.control
[(clause) (step) (modality) (form) (test) (over)] @keyword
[(condition)] @keyword.operator
[(type)] @keyword.type
[(value) (silence) (outcome) (order) (party) (freedom) (content)] @constant.builtin
