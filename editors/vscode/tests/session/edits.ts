/** Applies the edits that a server proposes. */

import * as fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Position, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol/node'

/** The place of a piece of text, at its first letter. */
export function placeOf(text: string, piece: string): Position {
  const offset = text.indexOf(piece)
  if (offset < 0) throw new Error(`there is no \`${piece}\``)
  const before = text.slice(0, offset).split('\n')
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

/** The text after some edits, of which no two overlap. */
export function edited(text: string, edits: TextEdit[]): string {
  const lines = text.split('\n')
  const offset = ({ line, character }: Position) =>
    lines.slice(0, line).reduce((sum, written) => sum + written.length + 1, 0) + character
  const backwards = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start))
  return backwards.reduce(
    (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
    text,
  )
}

/** The edits of each file. */
export function byFile(edit: WorkspaceEdit): Map<string, TextEdit[]> {
  const files = new Map<string, TextEdit[]>(Object.entries(edit.changes ?? {}))
  for (const change of edit.documentChanges ?? []) {
    if (!('textDocument' in change)) throw new Error(`unexpected: ${JSON.stringify(change)}`)
    const edits = change.edits.filter((one): one is TextEdit => 'newText' in one)
    files.set(change.textDocument.uri, [...(files.get(change.textDocument.uri) ?? []), ...edits])
  }
  return files
}

/** Writes the edits to disk; gives back the files that changed. */
export function apply(edit: WorkspaceEdit): string[] {
  const files = [...byFile(edit)]
  for (const [uri, edits] of files) {
    const file = fileURLToPath(uri)
    fs.writeFileSync(file, edited(fs.readFileSync(file, 'utf8'), edits))
  }
  return files.map(([uri]) => fileURLToPath(uri)).sort()
}
