/** The language server as a process that the extension starts, stops and starts anew. */

import * as vscode from 'vscode'
import { LanguageClient, RevealOutputChannelOn, State, type LanguageClientOptions } from 'vscode-languageclient/node'
import { pages } from '../answers/pages'
import { lensCommands } from '../commands/lenses'

/** Files of policy, Markdown with policy in it, and what packages have besides: manifests, and lists kept as CSV. */
const documents = [
  { scheme: 'file', language: 'vires' },
  { scheme: 'untitled', language: 'vires' },
  { scheme: 'file', language: 'markdown' },
  { scheme: 'file', pattern: '**/vires.toml' },
  { scheme: 'file', pattern: '**/*.csv' },
]

/** The server: at most one process at a time, whatever is asked for while it starts or stops. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined
  private last: Promise<void> = Promise.resolve()
  private readonly changed = new vscode.EventEmitter<State>()

  /** Whether it runs. */
  readonly onState = this.changed.event

  constructor(readonly log: vscode.LogOutputChannel) {}

  /** Starts the server; one that runs is stopped first. */
  start(binary: string): Promise<void> {
    return this.afterwards(() => this.startNow(binary))
  }

  /** Stops the server and waits for its end. */
  stop(): Promise<void> {
    return this.afterwards(() => this.stopNow())
  }

  /** A client that is starting cannot be stopped: each wish waits for the one before, whether that came true or not. */
  private afterwards(wish: () => Promise<void>): Promise<void> {
    const now = this.last.then(wish)
    this.last = now.catch(() => undefined)
    return now
  }

  private async startNow(binary: string): Promise<void> {
    await this.stopNow()
    this.log.info(`${binary} lsp`)
    const options: LanguageClientOptions = {
      documentSelector: documents,
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { pages, ...vscode.workspace.getConfiguration('vires'), commands: lensCommands },
      synchronize: { configurationSection: 'vires' },
    }
    const run = { command: binary, args: ['lsp'] }
    const client = new LanguageClient('vires', 'Vires', { run, debug: run }, options)
    client.onDidChangeState(event => this.changed.fire(event.newState))
    this.client = client
    await client.start()
  }

  private async stopNow(): Promise<void> {
    const client = this.client
    this.client = undefined
    // One that never started, or broke off, has no process to end.
    if (client?.isRunning() === true) await client.dispose()
  }

  dispose(): void {
    void this.stop()
    this.changed.dispose()
  }
}
