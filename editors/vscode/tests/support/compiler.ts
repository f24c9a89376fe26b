/** What the compiler reads in a file. */

import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { spelledExample, vires } from './places'

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

/** Copies of some files with Vietnamese keywords, gone when the tests end. Every line of them must be convertible. */
export function inVietnamese(files: string[]): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-vi-'))
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  const copies = files.map((file, number) => {
    const copy = path.join(folder, `${number}-${path.basename(file)}`)
    fs.copyFileSync(file, copy)
    return copy
  })
  execFileSync(vires, ['fmt', '--language', 'vi', ...copies])
  return copies
}
