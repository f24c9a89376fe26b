/** The editor's own rules of layout, held against the keyword table. */

import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { test } from 'node:test'
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
const table = fs.readFileSync(path.join(repository, 'crates/vires-syntax/keywords.csv'), 'utf8')
for (const row of table.trim().split('\n').slice(1)) {
  const [id = '', group = '', , english = '', vietnamese = ''] = row.split(',')
  spellings.set(`${group} ${id}`, [...english.split('|'), vietnamese])
}

function spelled(...names: string[]): string[] {
  return names.flatMap(name => {
    const found = spellings.get(name)
    assert.ok(found !== undefined, name)
    return found
  })
}

test('lines open below every heading', () => {
  const provisions = [...spellings.keys()].filter(name => name.startsWith('provision ') && !name.includes('this_'))
  assert.ok(provisions.length >= 10)
  for (const word of spelled(...provisions)) {
    for (const line of [`  ${word} 3`, `${word} 10a "Title" from 2025-01-01`, `    ${word} đ  # note`])
      assert.match(line, opens)
  }
  for (const word of spelled('declaration instrument', 'declaration modality'))
    assert.match(`${word} x_1 "Title"`, opens)
  for (const word of spelled('declaration test')) assert.match(`${word} "a plant"`, opens)
})

test('lines open below a list of conditions and a bare `given`', () => {
  const groups = spelled('condition any_of', 'condition all_of', 'condition none_of', 'rule when')
  for (const word of groups) assert.match(`    moit holds licence ${word}`, opens)
  for (const word of spelled('test given')) assert.match(`  ${word}`, opens)
  assert.match('      any 2 of', opens)
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
  ]
  for (const sentence of sentences) assert.doesNotMatch(sentence, opens)
})

test('every line of the policies that has lines below it opens them', () => {
  const missed: string[] = []
  for (const file of policies()) {
    const lines = fs
      .readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => /\S/.test(line) && !/^\s*#/.test(line))
    for (const [number, line] of lines.entries()) {
      const indent = (text: string) => text.search(/\S/)
      const next = lines[number + 1]
      if (next === undefined || indent(next) <= indent(line)) continue
      // A sentence that goes on in a line of its own is indented by hand.
      if (
        /^\s*(when|except when|and|or|until|from|in sector|with|after|within|on|may|based on|source|installed)\b/.test(
          next,
        )
      )
        continue
      if (!opens.test(line)) missed.push(`${path.basename(file)}: ${line}\n${next}`)
    }
  }
  assert.deepEqual(missed, [])
})

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
