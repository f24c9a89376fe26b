/** The extension as it is, with the client and the server, in an editor made for tests: every command does its work. */

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import type { ExtensionContext } from 'vscode'
import { activate, deactivate } from '../../src/extension'
import { extension, repository, vires } from '../support/places'
import { editor } from './editor'
import {
  CancellationTokenSource,
  Uri,
  type CodeLens,
  type Hover,
  type Location,
  type Position,
  type TextEdit,
} from './values'

const circular = 'instruments/circular-23-2024.vires'
const subscriptions: { dispose(): unknown }[] = []

function git(...words: string[]): void {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main']
  execFileSync('git', [...who, ...words], { cwd: editor.folder, stdio: 'ignore' })
}

before(async () => {
  editor.folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'vires-editor-')), 'vietnam')
  fs.cpSync(path.join(repository, 'policies/vietnam'), editor.folder, { recursive: true })
  editor.settings = { 'vires.server.path': vires, 'vires.language': 'en', 'vires.notes': true }
  await activate({ extensionPath: extension, subscriptions } as unknown as ExtensionContext)
})

after(async () => {
  await deactivate()
  for (const one of subscriptions) one.dispose()
  fs.rmSync(path.dirname(editor.folder), { recursive: true })
})

beforeEach(() => {
  Object.assign(editor, { answers: [], asked: [], messages: [], shown: [], called: [], ended: [] })
})

test('the server runs, and what it finds is shown while a drafter types', async () => {
  const document = editor.open(circular, 'chemicals_agency')
  const gap = (one: string) => one.includes('nobody is competent from 29 May 2026 to 30 June 2026')
  await editor.until('the gap', () => editor.found(document).some(gap))
  assert.equal(editor.status['text'], 'Vires: checking as you type')
  const right = document.getText()
  editor.type(document, `${right}    chemicals_agency holds explosives_research_registration\n`)
  const conflict = (one: string) => one.includes('nothing says which prevails')
  await editor.until('the conflict', () => editor.found(document).some(conflict))
  editor.type(document, right)
  await editor.until('no conflict', () => !editor.found(document).some(conflict) && editor.found(document).some(gap))
  await document.save()
})

test('a code leads to its page, which is written when somebody opens it', async () => {
  const document = editor.open(circular, 'chemicals_agency')
  type Coded = { value: string; target: Uri }
  const codes = () =>
    [...editor.collections].flatMap(found => found.get(document.uri.toString()) ?? []).map(({ code }) => code as Coded)
  await editor.until('a finding', () => codes().length > 0)
  const code = codes().find(({ value }) => value === 'V2002')
  assert.equal(code?.target.toString(), 'vires-page:/en/V2002.md')
  const page = await editor.contents.get('vires-page')?.provideTextDocumentContent(code.target)
  assert.match(page ?? '', /^# V2002: a power that nobody holds\n\n## What it means/)
})

test('the client asks for what the pointer shows, for a declaration, for the layout', async () => {
  const document = editor.open(circular, 'chemicals_agency')
  const place = document.placeOf('chemicals_agency')
  type Asked<T> = (document: unknown, place: Position, token: unknown) => Promise<T>
  const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) }
  const hover = await editor.provider<{ provideHover: Asked<Hover> }>('Hover').provideHover(document, place, token)
  assert.match(hover.contents.map(({ value }) => value).join(), /Cục Hóa chất/)
  const definition = await editor
    .provider<{ provideDefinition: Asked<(Location & { targetUri?: Uri }) | (Location & { targetUri?: Uri })[]> }>(
      'Definition',
    )
    .provideDefinition(document, place, token)
  const [declared] = [definition].flat()
  assert.equal(path.basename((declared?.targetUri ?? declared?.uri)?.fsPath ?? ''), 'prelude.vires')
  editor.type(document, document.getText().replace('chemicals_agency holds', 'chemicals_agency   holds'))
  const edits = await editor
    .provider<{
      provideDocumentFormattingEdits: (document: unknown, how: object, token: unknown) => Promise<TextEdit[]>
    }>('DocumentFormatting')
    .provideDocumentFormattingEdits(document, { tabSize: 2, insertSpaces: true }, token)
  assert.equal(edits.length, 1)
  editor.type(document, document.getText().replace('chemicals_agency   holds', 'chemicals_agency holds'))
  await document.save()
})

test('what the server writes above a name leads to its uses; the chain of authority is shown in its own view', async () => {
  const document = editor.open(circular, 'chemicals_agency')
  const { line, character } = document.placeOf('chemicals_agency')
  await editor.call('vires.showReferences', document.uri.toString(), { line, character })
  const shown = editor.called.find(({ command }) => command === 'editor.action.showReferences')
  const [uri, place, uses] = (shown?.words ?? []) as [Uri, Position, Location[]]
  assert.equal(uri.toString(), document.uri.toString())
  assert.equal(place.line, line)
  assert.ok(uses.some(use => use.uri.fsPath.endsWith('prelude.vires')))
  assert.ok(new Set(uses.map(use => use.uri.fsPath)).size >= 3)
  await editor.call('vires.showChain')
  assert.equal(editor.called.at(-1)?.command, 'references-view.showCallHierarchy')
})

test('every line that the server writes above others calls a command that is there', async t => {
  if (!editor.providers.has('CodeLens')) return t.skip('the server does not announce it')
  const document = editor.open('instruments/four-days.vires', 'test "')
  type Lenses = {
    provideCodeLenses(document: unknown, token: unknown): Promise<CodeLens[]>
    resolveCodeLens(lens: CodeLens, token: unknown): Promise<CodeLens>
  }
  const provider = editor.provider<Lenses>('CodeLens')
  const token = new CancellationTokenSource().token
  const lenses = await provider.provideCodeLenses(document, token)
  assert.ok(lenses.length > 0)
  const called = new Set<string>()
  for (const lens of lenses.slice(0, 50)) {
    const { command } = lens.command === undefined ? await provider.resolveCodeLens(lens, token) : lens
    assert.ok(command !== undefined && command.title !== '')
    if (command.command !== '') called.add(command.command)
  }
  assert.ok(called.has('vires.runTest'), [...called].join())
  for (const command of called) assert.ok(editor.commands.has(command), command)
})

test('Show the Register of Powers shows every power, on a day or on all', async () => {
  editor.open(circular, 'article 4')
  editor.answers = ['2026-07-01']
  await editor.call('vires.showRegister')
  const page = editor.shown[0]
  assert.ok(page !== undefined)
  assert.equal(page.name, '/vietnam.md')
  assert.match(page.text, /^# Register of powers\n\nOn 2026-07-01\n/)
  assert.match(page.text, /explosives_export_import/)
  editor.answers = ['2026-02-30']
  await assert.rejects(async () => editor.call('vires.showRegister'), /Write a day/)
  editor.answers = [undefined]
  await editor.call('vires.showRegister')
  assert.equal(editor.shown.length, 1)
})

test('Who Holds This Power? asks for the day and the facts, and shows the chain', async () => {
  editor.open(circular, 'explosives_export_import')
  editor.answers = ['2026-05-28']
  await editor.call('vires.decide')
  const answer = editor.shown[0]
  assert.ok(answer !== undefined)
  assert.match(answer.name, /explosives_export_import\.txt$/)
  assert.match(answer.text, /Cục Hóa chất/)
  assert.match(answer.text, /Thông tư 23\/2024\/TT-BCT/)
})

test('where there is no power under the cursor, one is chosen; where an answer is left open, it says what it takes', async () => {
  editor.open(circular, 'instrument circular_23_2024')
  editor.answers = ['Giấy phép dịch vụ nổ mìn', '2025-06-01', 'one_province']
  await editor.call('vires.decide')
  assert.match(editor.shown[0]?.text ?? '', /Cục Kỹ thuật an toàn/)
  editor.answers = ['Giấy phép dịch vụ nổ mìn', '2025-06-01', 'Leave it open']
  await editor.call('vires.decide')
  assert.match(editor.shown[1]?.text ?? '', /one_province.*\n*.*nationwide/s)
})

test('Run the Tests of This Package runs them, and the view of tests tells how each ended', async () => {
  editor.open(circular, 'article 4')
  await editor.call('vires.runTests')
  const passed = editor.ended.filter(one => one.startsWith('passed'))
  assert.ok(passed.length > 200, editor.ended.slice(0, 10).join('\n'))
  assert.equal(editor.ended.length, passed.length + 1)
  assert.equal(editor.ended.at(-1), 'end')
  assert.deepEqual(
    editor.called.map(({ command }) => command),
    ['workbench.view.testing.focus'],
  )
})

test('a test that fails says so; texts that are not saved are saved before', async () => {
  const document = editor.open('instruments/four-days.vires', 'test "')
  const right = document.getText()
  const [, expected = ''] = /\n  expect ([a-z_]+)[^\n]* holds/.exec(right) ?? []
  assert.notEqual(expected, '')
  editor.type(document, right.replace(`\n  expect ${expected}`, '\n  expect government'))
  await editor.call('vires.runTests')
  const failed = editor.ended.filter(one => one.startsWith('failed'))
  editor.type(document, right)
  await document.save()
  assert.equal(failed.length, 1)
  assert.match(failed[0] ?? '', /✓ .*\n✗ /)
})

test('Compare with an Earlier Version says what changes hands', async () => {
  const document = editor.open(circular, 'article 4')
  await editor.call('vires.compare')
  assert.match(editor.messages.join(), /^error: .*not a git repository/)
  git('init')
  git('add', '.')
  git('commit', '-m', 'as it is')
  git('tag', 'v1')
  const right = document.getText()
  editor.type(
    document,
    right.replace('chemicals_agency holds explosives_export_import', 'safety_agency holds explosives_export_import'),
  )
  editor.answers = ['v1']
  await editor.call('vires.compare')
  editor.type(document, right)
  await document.save()
  const page = editor.shown[0]
  assert.ok(page !== undefined)
  assert.equal(page.name, '/vietnam v1.md')
  assert.match(page.text, /1 of \d+ powers changes hands/)
  assert.match(page.text, /Cục Hóa chất.*Cục Kỹ thuật an toàn/)
})

test('New Package makes one and opens it; a folder that has one is left alone', async () => {
  const folder = path.join(path.dirname(editor.folder), 'Thẩm quyền mới')
  fs.mkdirSync(folder)
  editor.answers = [[Uri.file(folder)]]
  await editor.call('vires.newPackage')
  assert.deepEqual(
    editor.called.map(({ command }) => command),
    ['vscode.openFolder'],
  )
  assert.equal(execFileSync(vires, ['check', folder], { encoding: 'utf8' }).includes('nothing found'), true)
  editor.answers = [[Uri.file(folder)]]
  await editor.call('vires.newPackage')
  assert.equal(editor.called.length, 1)
  assert.match(editor.messages.join(), /^error: .*vires\.toml/)
})

test('a server that is not there is said with a way to mend it, and starts again when it is', async () => {
  editor.set('vires.server.path', '/nowhere/vires')
  await editor.until('a message', () => editor.messages.length > 0)
  assert.match(editor.messages[0] ?? '', /There is no program at \/nowhere\/vires/)
  assert.equal(editor.status['text'], 'Vires: program not found')
  editor.set('vires.server.path', process.execPath)
  await editor.until('no server', () => editor.status['text'] === 'Vires: this program has no language server')
  editor.set('vires.server.path', vires)
  await editor.until('it runs', () => editor.status['text'] === 'Vires: checking as you type')
  await Promise.all([editor.call('vires.restart'), editor.call('vires.restart')])
  assert.equal(editor.status['text'], 'Vires: checking as you type')
})

test('settings of the language take effect at once', async () => {
  const document = editor.open(circular, 'article 4')
  await editor.until('English', () => editor.found(document).some(one => one.includes('nobody is competent')))
  editor.set('vires.language', 'vi')
  await editor.until('Vietnamese', () =>
    editor.found(document).some(one => one.includes('không cơ quan nào có thẩm quyền')),
  )
  editor.set('vires.language', 'en')
})
