/** Where the binary `vires` is: as the settings say, in the extension, or on PATH. */

import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'

/** What the search depends on. */
export interface Surroundings {
  /** The setting `vires.server.path`; empty: none. */
  setting: string
  /** The folder of the extension. */
  extension: string
  /** The variable PATH. */
  path: string
  platform: NodeJS.Platform
}

/** The binary, and where it was found; or what was looked at. */
export type Located =
  | { found: true; binary: string; by: 'setting' | 'bundled' | 'path' }
  | { found: false; by: 'setting'; looked: string }
  | { found: false; by: 'path' }

/** Finds the binary. A setting that points nowhere is an error of its own: another binary is not taken in silence. */
export function locate(surroundings: Surroundings): Located {
  const name = surroundings.platform === 'win32' ? 'vires.exe' : 'vires'
  const setting = surroundings.setting.trim()
  if (setting !== '') {
    const file = setting.startsWith('~/') ? path.join(os.homedir(), setting.slice(2)) : setting
    return isProgram(file) ? { found: true, binary: file, by: 'setting' } : { found: false, by: 'setting', looked: file }
  }
  const bundled = path.join(surroundings.extension, 'server', name)
  if (isProgram(bundled)) return { found: true, binary: bundled, by: 'bundled' }
  for (const folder of surroundings.path.split(path.delimiter).filter(folder => path.isAbsolute(folder))) {
    const file = path.join(folder, name)
    if (isProgram(file)) return { found: true, binary: file, by: 'path' }
  }
  return { found: false, by: 'path' }
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return fs.statSync(file).isFile()
  } catch {
    return false
  }
}
