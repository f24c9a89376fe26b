/** A file in the editor. */

import * as fs from 'node:fs'
import { Position, Range, type Uri } from './values'

export class Document {
  version = 1
  isDirty = false
  readonly isUntitled = false
  readonly isClosed = false
  readonly eol = 1

  constructor(
    readonly uri: Uri,
    readonly languageId: string,
    private text: string,
  ) {}

  get fileName(): string {
    return this.uri.fsPath
  }

  get lineCount(): number {
    return this.text.split('\n').length
  }

  getText(range?: Range): string {
    return range === undefined ? this.text : this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end))
  }

  /** Puts another text in place of all. */
  write(text: string): void {
    this.text = text
    this.version += 1
    this.isDirty = true
  }

  save(): Promise<boolean> {
    fs.writeFileSync(this.uri.fsPath, this.text)
    this.isDirty = false
    return Promise.resolve(true)
  }

  offsetAt({ line, character }: Position): number {
    const before = this.text.split('\n').slice(0, line)
    return before.reduce((sum, written) => sum + written.length + 1, 0) + character
  }

  positionAt(offset: number): Position {
    const before = this.text.slice(0, offset).split('\n')
    return new Position(before.length - 1, before.at(-1)?.length ?? 0)
  }

  /** The place of a piece of text, at its first letter. */
  placeOf(piece: string): Position {
    const offset = this.text.indexOf(piece)
    if (offset < 0) throw new Error(`there is no \`${piece}\``)
    return this.positionAt(offset)
  }

  getWordRangeAtPosition({ line, character }: Position): Range | undefined {
    const written = this.text.split('\n')[line] ?? ''
    for (const { index, 0: word } of written.matchAll(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu)) {
      if (index <= character && character <= index + word.length)
        return new Range(line, index, line, index + word.length)
    }
    return undefined
  }
}
