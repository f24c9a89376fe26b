/**
 * Every word of some policies with its scope, as it was when somebody last looked at it.
 *
 * `node tests/grammar/snapshots.mjs` compares, with `--update` it writes. The tool keeps a snapshot beside its file; so
 * the policies are copied, and nothing is left among them.
 */

import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as path from 'node:path'

const policies = ['vietnam/instruments/circular-23-2024.vires', 'vietnam/instruments/decree-67-2013.vires']
const kept = 'tests/grammar/snapshots'
const work = 'out/snapshots'
const update = process.argv.includes('--update')

fs.rmSync(work, { recursive: true, force: true })
fs.mkdirSync(work, { recursive: true })
const copies = policies.map(policy => {
  const name = path.basename(policy)
  fs.copyFileSync(path.join('../../policies', policy), path.join(work, name))
  const snapshot = path.join(kept, `${name}.snap`)
  if (!update && !fs.existsSync(snapshot)) throw new Error(`${snapshot} is not there: run with --update and read it`)
  if (!update) fs.copyFileSync(snapshot, path.join(work, `${name}.snap`))
  return path.join(work, name)
})
const tool = 'node_modules/vscode-tmgrammar-test/dist/snapshot.js'
const flags = update ? ['--updateSnapshot'] : ['--expandDiff']
try {
  execFileSync(process.execPath, [tool, '--config', 'package.json', '--scope', 'source.vires', ...flags, ...copies], {
    stdio: 'inherit',
  })
} catch {
  process.exit(1)
}
if (update) {
  fs.mkdirSync(kept, { recursive: true })
  for (const copy of copies) fs.copyFileSync(`${copy}.snap`, path.join(kept, `${path.basename(copy)}.snap`))
}
