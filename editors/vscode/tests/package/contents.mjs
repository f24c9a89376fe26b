/** What was packed is what a drafter needs, and nothing else; and the server in it runs. */

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { isBuiltin } from 'node:module'
import * as os from 'node:os'
import * as path from 'node:path'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'

const target = `${process.platform}-${process.arch}`
const program = process.platform === 'win32' ? 'server/vires.exe' : 'server/vires'
const wanted = [
  'LICENSE.txt',
  'dist/extension.js',
  'language-configuration.json',
  'l10n/bundle.l10n.vi.json',
  'package.json',
  'package.nls.json',
  'package.nls.vi.json',
  'readme.md',
  program,
  ...['snippets', 'syntaxes', 'walkthrough'].flatMap(folder => fs.readdirSync(folder).map(name => `${folder}/${name}`)),
].sort()

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-vsix-'))
const names = []
const zip = await yauzl.openPromise(`vires-${target}.vsix`)
for await (const entry of zip.eachEntry()) {
  const file = path.join(folder, entry.fileName)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const mode = entry.externalFileAttributes >>> 16
  await pipeline(await zip.openReadStreamPromise(entry), fs.createWriteStream(file, { mode: mode || 0o644 }))
  if (entry.fileName.startsWith('extension/')) names.push(entry.fileName.slice('extension/'.length))
}
assert.deepEqual(names.sort(), wanted)
assert.match(
  fs.readFileSync(path.join(folder, 'extension.vsixmanifest'), 'utf8'),
  new RegExp(`TargetPlatform="${target}"`),
)

const server = path.join(folder, 'extension', program)
fs.accessSync(server, fs.constants.X_OK)
// It has a language server in it.
execFileSync(server, ['lsp', '--help'], { stdio: 'ignore' })
const version = execFileSync(server, ['--version'], { encoding: 'utf8' }).trim()

// The bundle is whole: nothing is asked for at run time but the editor and what Node has.
const bundle = fs.readFileSync(path.join(folder, 'extension/dist/extension.js'), 'utf8')
const asked = new Set([...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name))
assert.ok(asked.delete('vscode'))
assert.deepEqual(
  [...asked].filter(name => !isBuiltin(name)),
  [],
)
fs.rmSync(folder, { recursive: true })
console.log(`vires-${target}.vsix: ${names.length} files, ${version}`)
