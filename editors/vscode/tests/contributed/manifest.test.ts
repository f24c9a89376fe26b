/** What `package.json` promises is there: files, commands, words in both languages. */

import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { test } from 'node:test'
import { lensCommands } from '../../src/commands/lenses'
import { extension } from '../support/places'

function read(file: string): string {
  return fs.readFileSync(path.join(extension, file), 'utf8')
}

const manifest = read('package.json')
const english = JSON.parse(read('package.nls.json')) as Record<string, string>
const vietnamese = JSON.parse(read('package.nls.vi.json')) as Record<string, string>
const sources = fs
  .readdirSync(path.join(extension, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => read(path.join('src', name)))

function all(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(match => match[1] ?? ''))].sort()
}

test('every word of the manifest is there in both languages, and no other', () => {
  const used = all(manifest, /"%([^%]+)%"/g)
  assert.deepEqual(Object.keys(english).sort(), used)
  assert.deepEqual(Object.keys(vietnamese).sort(), used)
})

test('every sentence of the code is there in Vietnamese, and no other', () => {
  const used = sources.flatMap(source => all(source, /l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g))
  const bundle = JSON.parse(read('l10n/bundle.l10n.vi.json')) as Record<string, string>
  assert.deepEqual(Object.keys(bundle).sort(), [...new Set(used)].sort())
  for (const [sentence, translated] of Object.entries(bundle))
    assert.deepEqual(all(translated, /(\{\d\})/g), all(sentence, /(\{\d\})/g), sentence)
})

test('every command is carried out, and no other is registered', () => {
  const commands = (JSON.parse(manifest) as { contributes: { commands: { command: string }[] } }).contributes.commands
  const registered = sources.flatMap(source => all(source, /registerCommand\(\s*'([^']+)'/g))
  // What only the server's lenses call has no title, and is in no menu.
  const untitled = registered.filter(name => !commands.some(({ command }) => command === name))
  assert.deepEqual(untitled, ['vires.showReferences'])
  assert.ok([...lensCommands, ...commands.map(({ command }) => command)].every(name => registered.includes(name)))
  const named = all(manifest + JSON.stringify(english), /(?:command:|onCommand:|"command": ")(vires\.\w+)/g)
  for (const name of named) assert.ok(registered.includes(name), name)
})

test('what may run a program of the folder is off where the folder is not trusted', () => {
  const { contributes, capabilities } = JSON.parse(manifest) as {
    contributes: { commands: { command: string; enablement?: string }[] }
    capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } }
  }
  const off = contributes.commands.filter(({ enablement }) => enablement === 'isWorkspaceTrusted')
  assert.deepEqual(
    off.map(({ command }) => command),
    ['vires.compare'],
  )
  assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, ['vires.server.path'])
})

test('the way from a message to the walkthrough leads there', () => {
  const { publisher, name, contributes } = JSON.parse(manifest) as {
    publisher: string
    name: string
    contributes: { walkthroughs: { id: string; steps: { completionEvents: string[] }[] }[] }
  }
  const walkthrough = contributes.walkthroughs[0]
  assert.ok(walkthrough !== undefined)
  const named = sources.flatMap(source => all(source, /openWalkthrough',\s*'([^']+)'/g))
  assert.deepEqual(named, [`${publisher}.${name}#${walkthrough.id}`])
  assert.ok(walkthrough.steps.every(({ completionEvents }) => completionEvents.length > 0))
})

test('every file that is named is there', () => {
  const pages = [english, vietnamese].flatMap(words => Object.values(words).filter(word => /^walkthrough\//.test(word)))
  const files = [...all(manifest, /"\.\/((?!dist|package\.sh)[^"]+)"/g), ...pages]
  assert.ok(files.length > 10)
  for (const file of files) assert.ok(fs.existsSync(path.join(extension, file)), file)
})
