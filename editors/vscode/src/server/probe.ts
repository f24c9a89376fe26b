/** Whether a program `vires` has a language server in it: one that stands on PATH may be an older one. */

import { run } from '../cli'

/** Asks the program. */
export async function serves(binary: string): Promise<boolean> {
  try {
    return (await run(binary, ['lsp', '--help'], process.cwd())).status === 0
  } catch {
    return false
  }
}
