/** A client of the language server over standard streams, as an editor is one. */

import { spawn, type ChildProcess } from 'node:child_process'
import * as fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node'

/** What VS Code's client says of itself, as far as the server may depend on it. */
const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    rename: { prepareSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } },
      resolveSupport: { properties: ['edit'] },
      dataSupport: true,
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: { workspaceEdit: { documentChanges: true }, configuration: true, workspaceFolders: true },
}

/** What a diagnostic says. */
export function sentence({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value
}

/** A running server and its connection. */
export class Client {
  private readonly published = new Map<string, { version?: number; diagnostics: Diagnostic[] }>()
  private readonly waiting = new Set<() => void>()
  private readonly versions = new Map<string, number>()
  private answered: InitializeResult | undefined
  /** What the server wrote on standard error: editors show every line of it as an error. */
  complaints = ''

  private constructor(
    private readonly server: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {}

  /** Starts the server on a folder. */
  static async start(binary: string, folder: string, settings: object): Promise<Client> {
    const server = spawn(binary, ['lsp'], { stdio: 'pipe' })
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    )
    const client = new Client(server, connection)
    server.stderr.on('data', (text: Buffer) => (client.complaints += text.toString()))
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => settings))
    connection.onRequest('client/registerCapability', () => null)
    connection.onRequest('window/workDoneProgress/create', () => null)
    connection.onRequest('workspace/semanticTokens/refresh', () => null)
    connection.onRequest('workspace/inlayHint/refresh', () => null)
    connection.onRequest('workspace/codeLens/refresh', () => null)
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      client.published.set(uri, version === undefined ? { diagnostics } : { version, diagnostics })
      for (const wake of client.waiting) wake()
    })
    connection.listen()
    const root = pathToFileURL(folder).href
    client.answered = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: 'policies' }],
      capabilities,
      initializationOptions: settings,
    } as Parameters<typeof connection.sendRequest>[1])
    await connection.sendNotification(InitializedNotification.type, {})
    return client
  }

  /** What the server says it can do. */
  get can(): InitializeResult['capabilities'] {
    if (this.answered === undefined) throw new Error('not initialised')
    return this.answered.capabilities
  }

  /** Opens a file as it is on disk. */
  async open(file: string): Promise<{ uri: string; text: string }> {
    const uri = pathToFileURL(file).href
    const text = fs.readFileSync(file, 'utf8')
    this.versions.set(uri, 1)
    const textDocument = { uri, languageId: 'vires', version: 1, text }
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument })
    return { uri, text }
  }

  /** Replaces the whole text. */
  async change(uri: string, text: string): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1
    this.versions.set(uri, version)
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    })
  }

  /** Waits until what is known of a file is as asked. */
  async diagnostics(uri: string, wanted: (diagnostics: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    const patience = Date.now() + 60_000
    for (;;) {
      const known = this.published.get(uri)
      if (known !== undefined && wanted(known.diagnostics)) return known.diagnostics
      const left = patience - Date.now()
      if (left <= 0) throw new Error(`last published: ${JSON.stringify(known?.diagnostics.map(sentence))}`)
      await new Promise<void>(resolve => {
        const wake = () => {
          this.waiting.delete(wake)
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(wake, left)
        this.waiting.add(wake)
      })
    }
  }

  /** Says goodbye as the protocol has it; gives back the exit status. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type)
    const ended = new Promise<number | null>(resolve => this.server.once('exit', resolve))
    await this.connection.sendNotification(ExitNotification.type)
    const status = await ended
    this.connection.dispose()
    return status
  }
}
