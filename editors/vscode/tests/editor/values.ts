/** The values of the editor's interface that are data: places, texts, kinds. Only what the extension and its client use. */

import { fileURLToPath, pathToFileURL } from 'node:url'

/** A resource; of the parts of one only those that are used. */
export class Uri {
  constructor(
    readonly scheme: string,
    readonly authority: string,
    readonly path: string,
  ) {}
  static file(file: string): Uri {
    return Uri.parse(pathToFileURL(file).href)
  }
  static parse(text: string): Uri {
    const [, scheme = '', authority, path = ''] = /^([a-z-]+):(?:\/\/([^/]*))?(.*)$/.exec(text) ?? []
    return new Uri(scheme, authority ?? '', decodeURIComponent(path))
  }
  static from({ scheme, path }: { scheme: string; path: string }): Uri {
    return new Uri(scheme, '', path)
  }
  get fsPath(): string {
    return this.scheme === 'file' ? fileURLToPath(this.toString()) : this.path
  }
  toString(): string {
    const path = this.path.split('/').map(encodeURIComponent).join('/')
    return this.scheme === 'file' ? `file://${path}` : `${this.scheme}:${path}`
  }
}

/** A place; lines and columns count from 0. */
export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

/** From one place to another. */
export class Range {
  readonly start: Position
  readonly end: Position
  constructor(a: Position | number, b: Position | number, c?: number, d?: number) {
    this.start = typeof a === 'number' ? new Position(a, b as number) : a
    this.end = typeof a === 'number' ? new Position(c ?? 0, d ?? 0) : (b as Position)
  }
}

/** A range in a file. */
export class Location {
  constructor(
    readonly uri: Uri,
    readonly range: Range,
  ) {}
}

/** Text that is shown as a page. */
export class MarkdownString {
  constructor(public value = '') {}
}

/** What the pointer shows. */
export class Hover {
  readonly contents: MarkdownString[]
  constructor(
    contents: MarkdownString | MarkdownString[],
    readonly range?: Range,
  ) {
    this.contents = Array.isArray(contents) ? contents : [contents]
  }
}

/** A finding. */
export class Diagnostic {
  code?: unknown
  relatedInformation?: { location: Location; message: string }[]
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

/** Another place that a finding is about. */
export class DiagnosticRelatedInformation {
  constructor(
    readonly location: Location,
    readonly message: string,
  ) {}
}

/** A replaced piece of text. */
export class TextEdit {
  constructor(
    readonly range: Range,
    readonly newText: string,
  ) {}
}

/** What a failed test says. */
export class TestMessage {
  location?: Location
  constructor(readonly message: string) {}
}

/** Which tests to run. */
export class TestRunRequest {
  constructor(
    readonly include?: unknown[],
    readonly exclude?: unknown[],
  ) {}
}

/** Something that is over when it is disposed of. */
export class Disposable {
  constructor(readonly dispose: () => void) {}
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach(one => one.dispose()))
  }
}

/** Tells listeners. */
export class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => unknown>()
  readonly event = (listener: (value: T) => unknown, self?: unknown): Disposable => {
    const bound = listener.bind(self)
    this.listeners.add(bound)
    return new Disposable(() => this.listeners.delete(bound))
  }
  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value)
  }
  dispose(): void {
    this.listeners.clear()
  }
}

/** A wish to stop. */
export class CancellationTokenSource {
  private readonly cancelled = new EventEmitter<void>()
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.cancelled.event }
  cancel(): void {
    this.token.isCancellationRequested = true
    this.cancelled.fire()
  }
  dispose(): void {
    this.cancelled.dispose()
  }
}

/** A line that is written above another, with what a click on it does. */
export class CodeLens {
  constructor(
    readonly range: Range,
    public command?: { title: string; command: string; arguments?: unknown[] },
  ) {}
}

/** What sort of change is proposed: `source.fixAll`. */
export class CodeActionKind {
  static readonly Empty = new CodeActionKind('')
  static readonly QuickFix = new CodeActionKind('quickfix')
  static readonly Refactor = new CodeActionKind('refactor')
  static readonly RefactorExtract = new CodeActionKind('refactor.extract')
  static readonly RefactorInline = new CodeActionKind('refactor.inline')
  static readonly RefactorRewrite = new CodeActionKind('refactor.rewrite')
  static readonly Source = new CodeActionKind('source')
  static readonly SourceOrganizeImports = new CodeActionKind('source.organizeImports')
  constructor(readonly value: string) {}
  append(part: string): CodeActionKind {
    return new CodeActionKind(this.value === '' ? part : `${this.value}.${part}`)
  }
}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 }
export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 }
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 }
export const TestRunProfileKind = { Run: 1, Debug: 2, Coverage: 3 }
export const ViewColumn = { Active: -1, Beside: -2, One: 1 }
export const LogLevel = { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 }
