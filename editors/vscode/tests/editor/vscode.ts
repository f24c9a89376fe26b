/** The module `vscode` of the editor for tests. Tests are bundled with it in place of the real one. */

import * as fs from 'node:fs'
import * as path from 'node:path'
import { Document } from './document'
import { editor, Item, Items } from './editor'
import * as values from './values'

const never = new values.EventEmitter<never>().event
const nothing = new values.Disposable(() => undefined)

/** Registers a provider of any feature. */
const languages = new Proxy(
  {
    match: (selector: { language?: string; scheme?: string }[], document: Document) => {
      const fits = selector.some(one => one.language === document.languageId && one.scheme === document.uri.scheme)
      return fits ? 10 : 0
    },
    createDiagnosticCollection: () => {
      const found = new Map<string, values.Diagnostic[]>()
      editor.collections.add(found)
      return {
        set: (uri: values.Uri, all: values.Diagnostic[]) => found.set(uri.toString(), all),
        delete: (uri: values.Uri) => found.delete(uri.toString()),
        clear: () => found.clear(),
        dispose: () => editor.collections.delete(found),
      }
    },
    setTextDocumentLanguage: (document: Document, language: string) =>
      Promise.resolve(new Document(document.uri, language, document.getText())),
    createLanguageStatusItem: () => Object.assign(editor.status, { dispose: () => undefined }),
  } as Record<string, unknown>,
  {
    get(known, name: string) {
      if (name in known) return known[name]
      const feature = /^register(\w+?)(?:Edit)?Providers?$/.exec(name)?.[1]
      if (feature === undefined) return undefined
      return (_: unknown, provider: unknown) => {
        editor.providers.set(feature, [...(editor.providers.get(feature) ?? []), provider])
        return new values.Disposable(() => {
          editor.providers.set(feature, editor.providers.get(feature)?.filter(one => one !== provider) ?? [])
        })
      }
    },
  },
)

/** The settings as a tree: `vires.server.path` is in `vires` and there in `server`. */
function settings(): Record<string, unknown> {
  const tree: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(editor.settings)) {
    const parts = name.split('.')
    const last = parts.pop() ?? ''
    let at = tree
    for (const part of parts) at = (at[part] ??= {}) as Record<string, unknown>
    at[last] = value
  }
  return tree
}

/** What a tree of settings has under a name. */
function below(tree: unknown, name: string | undefined): unknown {
  const parts = name === undefined ? [] : name.split('.')
  return parts.reduce((at, part) => (at as Record<string, unknown> | undefined)?.[part], tree)
}

const workspace = {
  get textDocuments() {
    return editor.documents
  },
  get workspaceFolders() {
    return [{ uri: values.Uri.file(editor.folder), name: path.basename(editor.folder), index: 0 }]
  },
  get isTrusted() {
    return editor.trusted
  },
  notebookDocuments: [],
  fs: { readFile: (uri: values.Uri) => fs.promises.readFile(uri.fsPath) },
  getConfiguration: (section?: string) => {
    const own = below(settings(), section)
    return { ...(own as object), get: (name: string, otherwise?: unknown) => below(own, name) ?? otherwise }
  },
  getWorkspaceFolder: () => workspace.workspaceFolders[0],
  asRelativePath: (uri: values.Uri) => path.relative(editor.folder, uri.fsPath),
  findFiles: (pattern: string) => Promise.resolve(editor.files(pattern.replace(/^\*\*\/\*?/, ''))),
  openTextDocument: async (uri: values.Uri) => {
    const text = (await editor.contents.get(uri.scheme)?.provideTextDocumentContent(uri)) ?? ''
    return new Document(uri, 'plaintext', text)
  },
  registerTextDocumentContentProvider: (scheme: string, provider: never) => {
    editor.contents.set(scheme, provider)
    return nothing
  },
  createFileSystemWatcher: () => ({
    onDidCreate: never,
    onDidChange: never,
    onDidDelete: never,
    dispose: () => undefined,
  }),
  onDidOpenTextDocument: editor.opened.event,
  onDidChangeTextDocument: editor.changed.event,
  onDidChangeConfiguration: editor.configured.event,
  onDidCloseTextDocument: never,
  onDidSaveTextDocument: never,
  onWillSaveTextDocument: never,
  onDidChangeWorkspaceFolders: never,
  onDidCreateFiles: never,
  onDidRenameFiles: never,
  onDidDeleteFiles: never,
  onWillCreateFiles: never,
  onWillRenameFiles: never,
  onWillDeleteFiles: never,
}

const say = (kind: string) => (message: string) => {
  editor.messages.push(`${kind}: ${message}`)
  return Promise.resolve(undefined)
}

const window = {
  get activeTextEditor() {
    const active = editor.active
    return active
  },
  get visibleTextEditors() {
    return editor.active === undefined ? [] : [editor.active]
  },
  get tabGroups() {
    const tabs = editor.documents.map(({ uri }) => ({ input: new TabInputText(uri), isActive: true }))
    return { all: [{ tabs }], onDidChangeTabs: never, onDidChangeTabGroups: never }
  },
  onDidChangeActiveTextEditor: never,
  onDidChangeVisibleTextEditors: editor.seen.event,
  onDidChangeWindowState: never,
  showErrorMessage: say('error'),
  showWarningMessage: say('warning'),
  showInformationMessage: say('information'),
  showInputBox: (box: { validateInput?: (text: string) => string | undefined }) => {
    const answer = editor.answer(box) as string | undefined
    const refused = answer === undefined ? undefined : box.validateInput?.(answer)
    if (refused !== undefined) throw new Error(refused)
    return Promise.resolve(answer)
  },
  showQuickPick: (items: (string | { label: string })[], options: unknown) => {
    const wanted = editor.answer({ ...(options as object), items })
    if (wanted === undefined) return Promise.resolve(undefined)
    const chosen = items.find(item => (typeof item === 'string' ? item : item.label) === wanted)
    if (chosen === undefined) throw new Error(`${String(wanted)} cannot be chosen: ${JSON.stringify(items)}`)
    return Promise.resolve(chosen)
  },
  showOpenDialog: (options: unknown) => Promise.resolve(editor.answer(options)),
  showTextDocument: (document: Document) => {
    editor.shown.push({ name: document.uri.path, text: document.getText() })
    return Promise.resolve()
  },
  createOutputChannel: () => {
    const write = () => undefined
    return {
      info: write,
      warn: write,
      error: write,
      debug: write,
      trace: write,
      append: write,
      appendLine: write,
      show: write,
      clear: write,
      replace: write,
      hide: write,
      dispose: write,
      logLevel: 3,
      onDidChangeLogLevel: never,
    }
  },
  withProgress: (_: unknown, work: (progress: unknown, token: unknown) => unknown) =>
    work({ report: () => undefined }, new values.CancellationTokenSource().token),
}

class TabInputText {
  constructor(readonly uri: values.Uri) {}
}

const tests = {
  createTestController: () => {
    const items = new Items()
    const controller = {
      items,
      createRunProfile: () => undefined,
      createTestItem: (id: string, label: string, uri: values.Uri) => new Item(id, label, uri),
      createTestRun: () => {
        const end = (how: string) => (item: Item, message?: values.TestMessage) =>
          editor.ended.push(`${how} ${item.label}${message === undefined ? '' : `: ${message.message}`}`)
        const quiet = () => undefined
        return {
          enqueued: quiet,
          started: quiet,
          passed: end('passed'),
          failed: end('failed'),
          skipped: end('skipped'),
          end: () => editor.ended.push('end'),
        }
      },
      dispose: () => undefined,
    }
    editor.controller = controller
    return controller
  },
}

const known = {
  // Whoever imports it takes it as it is, and not a copy without what it answers to other names.
  __esModule: true,
  ...values,
  TabInputText,
  version: '1.91.0',
  languages,
  workspace,
  window,
  tests,
  commands: {
    registerCommand: (name: string, work: (...words: unknown[]) => unknown) => {
      editor.commands.set(name, work)
      return new values.Disposable(() => editor.commands.delete(name))
    },
    executeCommand: (name: string, ...words: unknown[]) => editor.call(name, ...words),
  },
  env: { language: 'en', appName: 'tests', openExternal: () => Promise.resolve(true) },
  l10n: {
    t: (text: string, ...words: unknown[]) => text.replace(/\{(\d)\}/g, (_, at: string) => String(words[Number(at)])),
  },
}

/** Classes that are only derived from, and kinds that nobody reads: each name is one and the same class. */
const others = new Map<string, unknown>()
const rest = new Proxy(
  {},
  {
    get(_, name) {
      if (typeof name !== 'string' || !/^[A-Z]/.test(name)) return undefined
      if (!others.has(name)) others.set(name, class {})
      return others.get(name)
    },
  },
)

export = Object.setPrototypeOf(known, rest) as typeof known
