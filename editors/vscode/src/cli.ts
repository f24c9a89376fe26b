/** Runs `vires` and reads what it says. */

import { execFile } from 'node:child_process'

/** What a command said. */
export interface Said {
  /** 0: nothing wrong, 1: errors were found or a test failed. */
  status: 0 | 1
  output: string
}

/** A command that could not do its work, or no binary that runs; the message says why. */
export class Failed extends Error {}

const enough = 256 * 1024 * 1024

/**
 * Runs the binary in a folder: the paths that it names are below that. `signal` ends it.
 *
 * @throws Failed where the exit status is another than 0 or 1.
 */
export function run(binary: string, words: string[], folder: string, signal?: AbortSignal): Promise<Said> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: enough, windowsHide: true, env: { ...process.env, NO_COLOR: '1' } }
    const ended = (error: (Error & { code?: unknown }) | null, output: string, complaint: string) => {
      if (error === null) resolve({ status: 0, output })
      else if (error.code === 1) resolve({ status: 1, output })
      else reject(new Failed(complaint.trim().replace(/^vires: /, '') || error.message))
    }
    execFile(binary, words, signal === undefined ? options : { ...options, signal }, ended)
  })
}
