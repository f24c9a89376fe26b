/** Where things are. Tests run from `out/tests`, in the folder of the extension. */

import * as fs from 'node:fs'
import * as path from 'node:path'

/** The folder of the extension. */
export const extension = process.cwd()

/** The repository. */
export const repository = path.resolve(extension, '../..')

/** What cargo built. */
const built = path.join(process.env['CARGO_TARGET_DIR'] ?? path.join(repository, 'target'), 'debug')

/** The binary under test. */
export const vires = path.join(built, process.platform === 'win32' ? 'vires.exe' : 'vires')

/** The example of `vires-syntax` that says what the grammar reads. */
export const spelledExample = path.join(built, 'examples', process.platform === 'win32' ? 'spelled.exe' : 'spelled')

/** Every policy file of the repository, sorted. */
export function policies(): string[] {
  const root = path.join(repository, 'policies')
  const all = fs.readdirSync(root, { recursive: true, encoding: 'utf8' })
  return all
    .filter(name => name.endsWith('.vires'))
    .sort()
    .map(name => path.join(root, name))
}

/** Every page of the documentation with fences of policy: between them they show all of the language. */
export function pages(): string[] {
  const folders = ['docs', 'crates/vires-diagnostics/codes']
  return folders.flatMap(folder => {
    const names = fs.readdirSync(path.join(repository, folder)).sort()
    return names.filter(name => name.endsWith('.md')).map(name => path.join(repository, folder, name))
  })
}
