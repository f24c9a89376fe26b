import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { test } from 'node:test'
import type { TestRun } from '../../src/answers/shapes'
import { run } from '../../src/cli'
import { writtenTests } from '../../src/testing/discover'
import { byFile, complaint } from '../../src/testing/results'
import { policies, repository, vires } from '../support/places'

test('tests are found in both languages', () => {
  const text = 'package p\r\ntest "one"\r\n  on 2025-01-01\r\n  # test "none"\r\nkiểm  thử "hai"\r\ntests "no"\r\n'
  assert.deepEqual(writtenTests(text), [
    { label: 'one', line: 1 },
    { label: 'hai', line: 4 },
  ])
  assert.deepEqual(writtenTests('kiểm thử "hai"'.normalize('NFD')), [{ label: 'hai', line: 0 }])
})

test('every test that the command runs is found, at the same line', async () => {
  const said = await run(vires, ['test', '.', '--format', 'json'], path.join(repository, 'policies/vietnam'))
  const results = byFile(JSON.parse(said.output) as TestRun, path.join(repository, 'policies/vietnam'))
  let tests = 0
  for (const file of policies().filter(file => file.includes('policies/vietnam/'))) {
    const ran = (results.get(file) ?? []).map(({ label, start }) => ({ label, line: start.line - 1 }))
    assert.deepEqual(writtenTests(fs.readFileSync(file, 'utf8')), ran, file)
    tests += ran.length
  }
  assert.ok(tests > 200)
})

test('a test that fails says what was expected and what came out', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-tests-'))
  const text = `package p
body ministry "Ministry"
power licence "Licence"
instrument law "Law"
  in force from 2025-01-01
  article 1
    ministry holds licence
test "it is open"
  on 2025-08-01
  expect gap over licence
`
  fs.writeFileSync(path.join(folder, 'p.vires'), text)
  const said = await run(vires, ['test', folder, '--format', 'json', '--language', 'en'], folder)
  fs.rmSync(folder, { recursive: true })
  assert.equal(said.status, 1)
  const result = byFile(JSON.parse(said.output) as TestRun, folder).get(path.join(folder, 'p.vires'))?.[0]
  assert.ok(result !== undefined)
  assert.equal(result.passed, false)
  assert.equal(complaint(result), 'Licence\n✓ a gap: nobody is competent\n✗ Ministry is competent (Law, article 1)')
})
