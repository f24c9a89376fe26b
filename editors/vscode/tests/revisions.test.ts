import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { after, before, test } from 'node:test'
import { Failed, run } from '../src/cli'
import { revisions, writeRevision } from '../src/revisions'
import { vires } from './support/places'

let root: string
let folder: string

function git(...words: string[]): void {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main']
  execFileSync('git', [...who, ...words], { cwd: root, stdio: 'ignore' })
}

function policy(holder: string): string {
  return `package p
body ministry "Ministry"
body province "Province"
power licence "Licence"
instrument law "Law"
  in force from 2025-01-01
  article 1
    ${holder} holds licence
`
}

before(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-git-'))
  folder = path.join(root, 'policies/thẩm quyền')
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'vires.toml'), '[package]\nname = "p"\n')
  fs.writeFileSync(path.join(folder, 'p.vires'), policy('ministry'))
  git('init')
  git('add', '.')
  git('commit', '-m', 'The ministry')
  git('tag', 'v1')
  fs.writeFileSync(path.join(folder, 'p.vires'), policy('province'))
  git('commit', '-am', 'The provinces')
})

after(() => fs.rmSync(root, { recursive: true }))

test('versions are listed, the newest first', async () => {
  const found = await revisions(folder)
  assert.deepEqual(found.names, ['main', 'v1'])
  assert.deepEqual(
    found.commits.map(({ subject }) => subject),
    ['The provinces', 'The ministry'],
  )
})

test('an earlier version is written elsewhere and compared', async () => {
  const into = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-into-'))
  const then = await writeRevision(folder, 'v1', into)
  assert.equal(fs.readFileSync(path.join(then, 'p.vires'), 'utf8'), policy('ministry'))
  assert.equal(fs.readFileSync(path.join(folder, 'p.vires'), 'utf8'), policy('province'))
  assert.equal(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }), '')
  const said = await run(vires, ['diff', then, folder, '--format', 'markdown', '--language', 'en'], folder)
  fs.rmSync(into, { recursive: true })
  assert.match(said.output, /Ministry/)
  assert.match(said.output, /Province/)
})

test('what is no version, and a folder without versions, is said', async () => {
  const into = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-into-'))
  await assert.rejects(writeRevision(folder, 'v2', into), Failed)
  await assert.rejects(revisions(into), Failed)
  fs.rmSync(into, { recursive: true })
})
