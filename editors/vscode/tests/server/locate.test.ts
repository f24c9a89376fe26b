import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { locate } from '../../src/server/locate'

let root: string

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-locate-'))
})
afterEach(() => fs.rmSync(root, { recursive: true }))

/** Puts a program there. */
function program(...parts: string[]): string {
  const file = path.join(root, ...parts)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, '')
  fs.chmodSync(file, 0o755)
  return file
}

function search(setting: string, folders: string[] = []) {
  const extension = path.join(root, 'extension')
  return locate({ setting, extension, path: folders.join(path.delimiter), platform: 'linux' })
}

test('the setting wins over the bundled program, and that over PATH', () => {
  const set = program('set', 'my-vires')
  const bundled = program('extension', 'server', 'vires')
  const onPath = program('bin', 'vires')
  const folders = [path.join(root, 'empty'), path.dirname(onPath)]
  assert.deepEqual(search(set, folders), { found: true, binary: set, by: 'setting' })
  assert.deepEqual(search(' ', folders), { found: true, binary: bundled, by: 'bundled' })
  fs.rmSync(bundled)
  assert.deepEqual(search('', folders), { found: true, binary: onPath, by: 'path' })
})

test('a setting that points nowhere is not passed over', () => {
  program('extension', 'server', 'vires')
  const looked = path.join(root, 'nowhere')
  assert.deepEqual(search(looked), { found: false, by: 'setting', looked })
})

test('what cannot be run is no program', () => {
  fs.chmodSync(program('bin', 'vires'), 0o644)
  fs.mkdirSync(path.join(root, 'other', 'vires'), { recursive: true })
  assert.deepEqual(search('', [path.join(root, 'bin'), path.join(root, 'other'), 'relative']), { found: false, by: 'path' })
})
