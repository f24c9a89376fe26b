/** The editor's own rules of layout, held against the keyword table. */

import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { test } from 'node:test'
import { inVietnamese } from '../support/compiler'
import { extension, policies, repository } from '../support/places'

interface Pattern {
  pattern: string
  flags?: string
}

const configuration = JSON.parse(fs.readFileSync(path.join(extension, 'language-configuration.json'), 'utf8')) as {
  wordPattern: Pattern
  indentationRules: { increaseIndentPattern: Pattern }
  onEnterRules: { beforeText: Pattern }[]
}

function compiled({ pattern, flags }: Pattern): RegExp {
  return new RegExp(pattern, flags)
}

const opens = compiled(configuration.indentationRules.increaseIndentPattern)

/** The spellings of keywords by their name in the table. */
const spellings = new Map<string, string[]>()
/** With what a line begins that goes on with the sentence above it: with a clause, a step, a condition, an effect. */
const goingOn: string[] = []
const table = fs.readFileSync(path.join(repository, 'crates/vires-syntax/keywords.csv'), 'utf8')
for (const row of table.trim().split('\n').slice(1)) {
  const [id = '', group = '', reserved, english = '', vietnamese = ''] = row.split(',')
  spellings.set(`${group} ${id}`, [...english.split('|'), vietnamese])
  if (reserved === 'yes' || group === 'step' || group === 'modality') goingOn.push(...english.split('|'), vietnamese)
}

function spelled(...names: string[]): string[] {
  return names.flatMap(name => {
    const found = spellings.get(name)
    assert.ok(found !== undefined, name)
    return found
  })
}

/** What always has clauses or rules below it. */
const heading = new RegExp(
  `^\\s*(?:${spelled('declaration instrument', 'declaration modality', 'declaration test', ...provisions()).join('|')})\\s+(?!kind|này)`,
)

/** The names of headings in the table, but for `this article` and its like. */
function provisions(): string[] {
  return [...spellings.keys()].filter(name => name.startsWith('provision ') && !name.includes('this_'))
}

test('lines open below every heading', () => {
  assert.ok(provisions().length >= 10)
  for (const word of spelled(...provisions())) {
    const lines = [`  ${word} 3`, `${word} 10a "Title" from 2025-01-01`, `    ${word} đ  # note`]
    for (const line of [
      ...lines,
      `${word} d from 2026-07-01`,
      `${word} XIV "Title #1"`,
      `${word} 7.12, until 2026-07-01`,
    ])
      assert.match(line, opens)
  }
  for (const word of spelled('declaration instrument', 'declaration modality')) {
    for (const line of [`${word} x_1`, `${word} x_1 "Title"`, `${word} x_1 "Title" # note`, `${word} x_1 rank 2`])
      assert.match(line, opens)
  }
  for (const word of spelled('declaration list', 'declaration territory')) {
    for (const line of [`${word} x_1`, `${word} x_1 "Title: #1"`, `${word} x_1 :`, `${word} x_1 : a, b,`])
      assert.match(line, opens)
    assert.doesNotMatch(`${word} x_1 "Title" : a, b`, opens)
  }
  for (const word of spelled('declaration test')) {
    for (const line of [`${word} "a plant"`, `${word} "a plant #1" on 2025-08-01`]) assert.match(line, opens)
  }
})

test('lines open below an operation that brings a text with it', () => {
  const withText = spelled('operation with_text')
  for (const [language, word] of spelled('operation replace').entries())
    assert.match(`    ${word} decree_1 article 3 ${withText[language]}`, opens)
  for (const word of spelled('operation insert_after')) assert.match(`    ${word} decree_1 article 3`, opens)
  for (const word of spelled('operation repeal')) assert.doesNotMatch(`    ${word} decree_1 article 3`, opens)
})

test('lines open below a list of conditions and a bare `given`', () => {
  const groups = spelled('condition any_of', 'condition all_of', 'condition none_of', 'condition is_none_of')
  const cases = spelled('rule when', 'rule except_when', 'operation applies_only_when')
  for (const word of [...groups, ...cases]) {
    for (const line of [
      `    moit holds licence ${word}`,
      `    moit holds licence ${word}  # note`,
      `      ${word}`,
      word,
    ])
      assert.match(line, opens)
    assert.doesNotMatch(`    moit holds licence ${word} source`, opens)
  }
  for (const word of spelled('test given')) assert.match(`  ${word}`, opens)
  for (const line of ['      any 2 of', '      bất kỳ 2 của']) assert.match(line, opens)
})

test('nothing opens below a sentence', () => {
  const sentences = [
    'body moit "Bộ Công Thương" at central',
    'instrument kind law "Luật" rank 2',
    '    moit holds licence when source is wind',
    '    provincial_pc of site holds exemption in all other cases',
    '  given capacity is 80 MW',
    'fact number_of_items : number from 0',
    '  # article 3',
    '  in force from 2025-07-01',
    '  văn bản này được ưu tiên áp dụng so với luật_1',
    '  điều này chỉ áp dụng khi gấp',
    'số lượng địa bàn',
  ]
  for (const sentence of sentences) assert.doesNotMatch(sentence, opens)
})

for (const [language, written] of [
  ['English', policies],
  ['Vietnamese', () => inVietnamese(policies())],
] as const) {
  test(`every line of the policies in ${language} keywords that has lines below it opens them`, () => {
    const indent = (text: string) => text.search(/\S/)
    const missed: string[] = []
    let opened = 0
    for (const file of written()) {
      const text = fs.readFileSync(file, 'utf8')
      const lines = text.split('\n').filter(line => /\S/.test(line) && !/^\s*#/.test(line))
      for (const [number, line] of lines.entries()) {
        const next = lines[number + 1]
        if (next === undefined || indent(next) <= indent(line)) continue
        // A sentence that goes on in a line of its own is indented by hand; a heading is always open to its clauses.
        if (!heading.test(line) && goingOn.some(word => next.trimStart().startsWith(`${word} `)) && !opens.test(line))
          continue
        opened += 1
        if (!opens.test(line)) missed.push(`${path.basename(file)}: ${line}\n${next}`)
      }
    }
    assert.deepEqual(missed, [])
    assert.ok(opened > 1_000, `only ${opened} lines`)
  })
}

test('a double click takes a whole Vietnamese word', () => {
  const word = compiled({ ...configuration.wordPattern, flags: 'gu' })
  assert.deepEqual('khi công_suất dưới 50 MW'.match(word), ['khi', 'công_suất', 'dưới', 'MW'])
  assert.deepEqual('ủy_ban_tỉnh'.normalize('NFD').match(word)?.length, 1)
})

test('documentation goes on in the next line, a comment does not', () => {
  const rule = configuration.onEnterRules[0]
  assert.ok(rule !== undefined)
  assert.match('  ## Điều 4', compiled(rule.beforeText))
  assert.doesNotMatch('  # Điều 4', compiled(rule.beforeText))
  assert.doesNotMatch('  ##', compiled(rule.beforeText))
})
