/**
 * The colours agree with the compiler: in every policy of the repository, in English and in Vietnamese keywords, a word
 * is coloured as a keyword where the compiler reads one, and as a name or number where it reads that.
 */

import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { before, test } from 'node:test'
import { inVietnamese, spelled, type Word } from '../support/compiler'
import { extension, pages, policies } from '../support/places'
import { colour, loadGrammars, type Grammars, type Stretch } from './textmate'

/** What a scope may be to the compiler. */
function kindsOf(scope: string): string[] {
  if (scope.startsWith('keyword.other.unit')) return ['keyword', 'name', 'mark']
  if (/^keyword\.operator\.(comparison|arithmetic)/.test(scope)) return ['mark']
  if (scope.startsWith('constant.numeric.provision')) return ['number', 'name']
  if (scope.startsWith('constant.numeric.scale')) return ['keyword']
  if (scope.startsWith('constant.numeric')) return ['number']
  if (scope.startsWith('constant.other.date')) return ['date']
  if (scope === 'support.type.vires') return ['keyword', 'mark']
  if (/^(keyword|storage|constant\.language|variable\.language)\./.test(scope)) return ['keyword']
  if (/^(variable|entity)\./.test(scope)) return ['name']
  if (/^(string|punctuation\.definition\.string)/.test(scope)) return ['label']
  if (/^(comment|punctuation\.definition\.comment)/.test(scope)) return ['comment']
  return ['mark']
}

function agrees(word: Word, line: Stretch[]): boolean {
  const stretches = line.filter(stretch => stretch.from < word.to && stretch.to > word.from)
  const exact = word.kind === 'label' || word.kind === 'comment' || stretches.length === 1
  return exact && stretches.length > 0 && stretches.every(stretch => kindsOf(stretch.scope).includes(word.kind))
}

let grammars: Grammars

before(async () => {
  grammars = await loadGrammars(extension)
})

function compare(files: string[]) {
  const disagreements: string[] = []
  let words = 0
  for (const [file, spelledWords] of spelled(files)) {
    const text = fs.readFileSync(file, 'utf8')
    const lines = colour(file.endsWith('.md') ? grammars.markdown : grammars.policy, text)
    for (const word of spelledWords) {
      words += 1
      const line = lines[word.line] ?? []
      if (agrees(word, line)) continue
      const written = text.split(/\r?\n/)[word.line] ?? ''
      const scopes = line.filter(s => s.from < word.to && s.to > word.from).map(s => s.scope)
      disagreements.push(
        `${path.basename(file)}:${word.line + 1}: \`${written.slice(word.from, word.to)}\` is ${word.kind}, coloured ${scopes.join(' + ')}\n    ${written.trim()}`,
      )
    }
  }
  assert.ok(words > 5_000, `only ${words} words were compared`)
  assert.deepEqual(disagreements.slice(0, 20), [])
}

test('policies in English keywords', () => compare(policies()))

test('policies in Vietnamese keywords', () => compare(inVietnamese(policies())))

test('fences of Markdown in English keywords', () => compare(pages()))

test('fences of Markdown in Vietnamese keywords', () => compare(inVietnamese(pages())))
