/** What the compiler reads in a file. */

import { execFileSync } from 'node:child_process'
import { spelledExample } from './places'

/** A word of a file. Lines and columns count from 0, columns in UTF-16 units. */
export interface Word {
  line: number
  from: number
  to: number
  kind: string
}

/** The words of each file, in order. */
export function spelled(files: string[]): Map<string, Word[]> {
  const words = new Map<string, Word[]>(files.map(file => [file, []]))
  const text = execFileSync(spelledExample, files, { encoding: 'utf8', maxBuffer: 1 << 28 })
  for (const row of text.split('\n').filter(row => row !== '')) {
    const [file = '', line, from, to, kind = ''] = row.split('\t')
    words.get(file)?.push({ line: Number(line), from: Number(from), to: Number(to), kind })
  }
  return words
}
