/** Package folders: those with a manifest, `vires.toml`. */

import * as fs from 'node:fs'
import * as path from 'node:path'

/** A language of sentences. */
export type Language = 'en' | 'vi'

const manifest = 'vires.toml'

/** Whether a folder has a manifest. */
export function isPackage(folder: string): boolean {
  return fs.existsSync(path.join(folder, manifest))
}

/** The folder of the package that a file belongs to: the nearest one with a manifest, or else its own folder. */
export function packageFolder(file: string): string {
  const own = path.dirname(file)
  for (let folder = own; ; folder = path.dirname(folder)) {
    if (isPackage(folder)) return folder
    if (folder === path.dirname(folder)) return own
  }
}

/** The language that the manifest of a folder names; English without one. */
export function packageLanguage(folder: string): Language {
  let text: string
  try {
    text = fs.readFileSync(path.join(folder, manifest), 'utf8')
  } catch {
    return 'en'
  }
  return /^\s*language\s*=\s*["']vi["']/m.test(text) ? 'vi' : 'en'
}
