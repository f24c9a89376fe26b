/** A drafter's session with the law of Vietnam, through the protocol. */

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { after, before, test } from 'node:test'
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  HoverRequest,
  PrepareRenameRequest,
  RenameRequest,
  type CodeAction,
} from 'vscode-languageserver-protocol/node'
import { repository, vires } from '../support/places'
import { Client, sentence } from './client'
import { apply, edited, byFile, placeOf } from './edits'

let folder: string
let client: Client

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-session-'))
  fs.cpSync(path.join(repository, 'policies/vietnam'), folder, { recursive: true })
  client = await Client.start(vires, folder, { language: 'en' })
})

after(async () => {
  assert.equal(await client.stop(), 0)
  assert.equal(client.complaints, '')
  fs.rmSync(folder, { recursive: true })
})

const circular = 'instruments/circular-23-2024.vires'

test('opening a file shows what the checker proves of it, with the other places', async () => {
  const { uri, text } = await client.open(path.join(folder, circular))
  const found = await client.diagnostics(uri, all => all.some(({ code }) => code === 'V2002'))
  const gap = found.find(({ code }) => code === 'V2002')
  assert.ok(gap !== undefined)
  assert.match(sentence(gap), /nobody is competent from 29 May 2026 to 30 June 2026/)
  assert.equal(gap.severity, 1)
  const rule = 'chemicals_agency holds explosives_export_import'
  assert.deepEqual(gap.range.start, placeOf(text, rule))
  const others = gap.relatedInformation ?? []
  assert.ok(others.some(({ location }) => location.uri.endsWith('resolution-66-18-2026.vires')))
})

test('a half typed line is said to be one, and forgotten when it is finished', async () => {
  const { uri, text } = await client.open(path.join(folder, circular))
  await client.change(uri, `${text}    chemicals_agency holds\n`)
  await client.diagnostics(uri, all => all.some(({ code }) => String(code).startsWith('V000')))
  await client.change(uri, text)
  await client.diagnostics(uri, all => !all.some(({ code }) => String(code).startsWith('V000')))
})

test('the pointer on a body says what it is', async () => {
  const { uri, text } = await client.open(path.join(folder, circular))
  const position = placeOf(text, 'chemicals_agency')
  const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position })
  assert.match(JSON.stringify(hover), /Cục Hóa chất/)
})

test('a body gets another name in every file, and the policies say the same as before', async t => {
  if (!client.can.renameProvider) return t.skip('the server does not announce it')
  const { uri, text } = await client.open(path.join(folder, circular))
  const position = placeOf(text, 'chemicals_agency')
  const textDocument = { uri }
  assert.ok(await client.connection.sendRequest(PrepareRenameRequest.type, { textDocument, position }))
  const summary = () => {
    try {
      return execFileSync(vires, ['check', folder, '--format', 'concise', '--language', 'en'], { encoding: 'utf8' })
    } catch (error) {
      return (error as { stdout: string }).stdout
    }
  }
  const before = summary()
  const params = { textDocument, position, newName: 'cục_hóa_chất_mới' }
  const edit = await client.connection.sendRequest(RenameRequest.type, params)
  assert.ok(edit !== null)
  const changed = apply(edit).map(file => path.relative(folder, file))
  assert.ok(changed.includes('prelude.vires') && changed.includes(circular), changed.join(', '))
  // Columns move with the longer name.
  const places = (findings: string) => findings.replace(/:\d+:\d+:/g, ':')
  assert.equal(places(summary()), places(before))
  assert.doesNotMatch(fs.readFileSync(path.join(folder, circular), 'utf8'), /chemicals_agency/)
})

test('a misspelt name is mended by accepting what is proposed', async t => {
  if (!client.can.codeActionProvider) return t.skip('the server does not announce it')
  const { uri } = await client.open(path.join(folder, 'instruments/decree-105-2017.vires'))
  const text = fs.readFileSync(path.join(folder, 'instruments/decree-105-2017.vires'), 'utf8')
  const wrong = text.replace(/\bdistrict_pc\b/, 'district_pcc')
  assert.notEqual(wrong, text)
  await client.change(uri, wrong)
  const found = await client.diagnostics(uri, all => all.some(one => sentence(one).includes('district_pcc')))
  const unknown = found.find(one => sentence(one).includes('district_pcc'))
  assert.ok(unknown !== undefined)
  const proposed = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: unknown.range,
    context: { diagnostics: [unknown] },
  })
  let action = (proposed ?? []).find((one): one is CodeAction => /\bdistrict_pc\b/.test(one.title))
  assert.ok(action !== undefined, JSON.stringify(proposed))
  if (action.edit === undefined) action = await client.connection.sendRequest(CodeActionResolveRequest.type, action)
  assert.ok(action.edit !== undefined)
  const mended = edited(wrong, byFile(action.edit).get(uri) ?? [])
  assert.equal(mended, text)
  await client.change(uri, mended)
  await client.diagnostics(uri, all => !all.some(one => sentence(one).includes('district_pcc')))
})
