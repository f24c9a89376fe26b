/**
 * An editor for tests: it has no windows, answers questions as the test says, and remembers what it was shown. The
 * extension and the client of the language server run in it as they are.
 */

import * as fs from 'node:fs'
import * as path from 'node:path'
import { Document } from './document'
import { CancellationTokenSource, EventEmitter, Uri, type Diagnostic } from './values'

type Answer = unknown

/** What a test says and sees. */
class Editor {
  /** The folder that is open. */
  folder = ''
  /** The settings, by their whole names. */
  settings: Record<string, unknown> = {}
  documents: Document[] = []
  active: { document: Document; selection: { active: unknown } } | undefined
  trusted = true

  /** Answers to questions, in order. A question that none is left for is an error. */
  answers: Answer[] = []
  /** What was asked: the prompts and choices. */
  asked: unknown[] = []
  /** Messages, with their kind. */
  messages: string[] = []
  /** Documents and pages that were shown: their names and texts. */
  shown: { name: string; text: string }[] = []
  /** Commands of the editor itself that were called. */
  called: { command: string; words: unknown[] }[] = []
  commands = new Map<string, (...words: unknown[]) => unknown>()
  /** The providers of each feature, by the end of `register…Provider`. */
  providers = new Map<string, unknown[]>()
  contents = new Map<string, { provideTextDocumentContent(uri: Uri): string | Promise<string> }>()
  /** What each source found, by file. */
  collections = new Set<Map<string, Diagnostic[]>>()
  status: Record<string, unknown> = {}
  /** How tests ended: `passed one`. */
  ended: string[] = []
  controller: { refreshHandler?: () => Promise<void>; items: Items } | undefined

  readonly seen = new EventEmitter<unknown>()
  readonly opened = new EventEmitter<Document>()
  readonly changed = new EventEmitter<unknown>()
  readonly configured = new EventEmitter<unknown>()

  /** Opens a file and puts the cursor on a piece of its text. */
  open(name: string, piece: string): Document {
    const uri = Uri.file(path.join(this.folder, name))
    const known = this.documents.find(one => one.uri.toString() === uri.toString())
    const language = name.endsWith('.md') ? 'markdown' : 'vires'
    const document = known ?? new Document(uri, language, fs.readFileSync(uri.fsPath, 'utf8'))
    this.active = { document, selection: { active: document.placeOf(piece) } }
    if (known === undefined) {
      this.documents.push(document)
      this.seen.fire([this.active])
      this.opened.fire(document)
    }
    return document
  }

  /** Types: the file has another text. */
  type(document: Document, text: string): void {
    const whole = document.getText().length
    const range = { start: document.positionAt(0), end: document.positionAt(whole) }
    document.write(text)
    const contentChanges = [{ range, rangeOffset: 0, rangeLength: whole, text }]
    this.changed.fire({ document, contentChanges, reason: undefined })
  }

  /** Sets a setting as a drafter does. */
  set(name: string, value: unknown): void {
    this.settings[name] = value
    this.configured.fire({
      affectsConfiguration: (section: string) => name === section || name.startsWith(`${section}.`),
    })
  }

  /** Calls a command. */
  async call(command: string, ...words: unknown[]): Promise<unknown> {
    const known = this.commands.get(command)
    if (known !== undefined) return known(...words)
    this.called.push({ command, words })
    if (command === 'markdown.showPreview') await this.show(words[0] as Uri)
    if (command === 'vscode.executeReferenceProvider') {
      const [uri, place] = words as [Uri, unknown]
      const document = this.documents.find(one => one.uri.toString() === uri.toString())
      type References = { provideReferences(...words: unknown[]): unknown }
      const token = new CancellationTokenSource().token
      return this.provider<References>('Reference').provideReferences(
        document,
        place,
        { includeDeclaration: true },
        token,
      )
    }
    return undefined
  }

  async show(uri: Uri): Promise<void> {
    const text = (await this.contents.get(uri.scheme)?.provideTextDocumentContent(uri)) ?? ''
    this.shown.push({ name: uri.path, text })
  }

  /** The next answer. */
  answer(question: unknown): unknown {
    this.asked.push(question)
    if (this.answers.length === 0) throw new Error(`nobody answers ${JSON.stringify(question)}`)
    return this.answers.shift()
  }

  /** What is found in a file. */
  found(document: Document): string[] {
    const all = [...this.collections].flatMap(collection => collection.get(document.uri.toString()) ?? [])
    return all.map(({ message }) => message)
  }

  /** The only provider of a feature. */
  provider<T>(feature: string): T {
    const all = this.providers.get(feature) ?? []
    if (all.length !== 1) throw new Error(`${all.length} providers of ${feature}`)
    return all[0] as T
  }

  /** Waits until something is so. */
  async until(what: string, so: () => boolean): Promise<void> {
    for (const end = Date.now() + 60_000; !so(); await new Promise(resolve => setTimeout(resolve, 10)))
      if (Date.now() > end) throw new Error(`waited in vain: ${what}; ${this.messages.join()}`)
  }

  /** Every file below the open folder that ends so. */
  files(end: string): Uri[] {
    const all = fs.readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
    return all.filter(name => name.endsWith(end)).map(name => Uri.file(path.join(this.folder, name)))
  }
}

/** The tests of a file, or the files. */
export class Items {
  readonly map = new Map<string, Item>()
  constructor(private readonly owner?: Item) {}
  get size(): number {
    return this.map.size
  }
  get(id: string): Item | undefined {
    return this.map.get(id)
  }
  add(item: Item): void {
    item.parent = this.owner
    this.map.set(item.id, item)
  }
  delete(id: string): void {
    this.map.delete(id)
  }
  replace(items: Item[]): void {
    this.map.clear()
    items.forEach(item => this.add(item))
  }
  forEach(visit: (item: Item) => void): void {
    this.map.forEach(item => visit(item))
  }
}

/** A test, or a file with tests. */
export class Item {
  parent: Item | undefined
  range: unknown
  readonly children = new Items(this)
  constructor(
    readonly id: string,
    readonly label: string,
    readonly uri: Uri,
  ) {}
}

export const editor = new Editor()
