/**
 * Vires for editors that colour by tree-sitter.
 *
 * A line is a row of words, each with what it is to the compiler: a keyword of some set, a name, a number. Which it is
 * depends on the words around it, so `src/scanner.c` reads each line as a whole; here is only the list of what it finds.
 * What belongs to what, and what is wrong, the language server says.
 */

const words = $ => [
  $.statement, $.declaration, $.provision, $.this, $.clause, $.type, $.period, $.scale, $.value, $.condition, $.rule,
  $.silence, $.step, $.order, $.effect, $.operation, $.test, $.over, $.outcome, $.party, $.freedom, $.content, $.form,
  $.modality, $.requirement,
  $.name, $.declared, $.ordinal, $.unit, $.number, $.date, $.label, $.comment, $.documentation, $.mark, $.other,
]

module.exports = grammar({
  name: 'vires',
  externals: $ => [...words($), $._plan, $._end],
  extras: () => [],
  rules: {
    source_file: $ => repeat(choice($.line, $._end)),
    line: $ => seq($._plan, repeat(choice(...words($), $._plan)), $._end),
  },
})
