/** Every snippet, filled in with what it suggests, is a text that reads. */

import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { test } from 'node:test'
import { run } from '../../src/cli'
import { extension, vires } from '../support/places'

interface Snippet {
  prefix: string | string[]
  body: string | string[]
  description: string
}

function snippets(file: string): [string, Snippet][] {
  return Object.entries(
    JSON.parse(fs.readFileSync(path.join(extension, 'snippets', file), 'utf8')) as Record<string, Snippet>,
  )
}

/** The text with the `number`-th choice of every placeholder that has several. */
function filled({ body }: Snippet, number: number): string {
  const text = typeof body === 'string' ? body : body.join('\n')
  return text
    .replace(/\$\{\d+\|([^}]*)\|\}/g, (_, choices: string) => {
      const values = choices.split(',')
      return values[number % values.length] ?? ''
    })
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$0/g, '')
}

/** Syntax errors, unreadable lines among them. */
async function syntaxErrors(text: string): Promise<string[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-snippet-'))
  const file = path.join(folder, 'a.vires')
  fs.writeFileSync(file, text)
  const said = await run(vires, ['check', file, '--format', 'json', '--language', 'en'], folder)
  fs.rmSync(folder, { recursive: true })
  const { findings } = JSON.parse(said.output) as { findings: { code: string; message: string }[] }
  return findings.filter(({ code }) => code.startsWith('V0')).map(({ message }) => message)
}

for (const file of ['english.json', 'vietnamese.json']) {
  test(`snippets of ${file}`, async () => {
    for (const [name, snippet] of snippets(file)) {
      for (const number of [0, 1, 2, 3]) {
        // A rule stands under an instrument, a declaration does not.
        const text = filled(snippet, number)
        const head = file === 'english.json' ? 'instrument x "X"\n  article 1\n    ' : 'văn bản x "X"\n  điều 1\n    '
        const alone = await syntaxErrors(text)
        const below = alone.length === 0 ? [] : await syntaxErrors(head + text.replaceAll('\n', '\n    '))
        assert.deepEqual(below, [], `${name}: ${text}`)
      }
    }
  })
}

test('both languages have the same snippets', () => {
  assert.equal(snippets('english.json').length, snippets('vietnamese.json').length)
})

test('a line that does not read is found out', async () => {
  assert.notDeepEqual(await syntaxErrors('body \n'), [])
})
