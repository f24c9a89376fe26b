/** The language server as a process that the extension starts, stops and starts anew. */

import * as vscode from 'vscode'
import { LanguageClient, RevealOutputChannelOn, State, type LanguageClientOptions } from 'vscode-languageclient/node'

/** Files of policy, and Markdown with policy in it. */
const documents = [
  { scheme: 'file', language: 'vires' },
  { scheme: 'untitled', language: 'vires' },
  { scheme: 'file', language: 'markdown' },
]

/** A running server, told apart from one that was stopped. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined
  private readonly changed = new vscode.EventEmitter<State>()

  /** Whether it runs. */
  readonly onState = this.changed.event

  constructor(readonly log: vscode.LogOutputChannel) {}

  /** Starts the server; one that runs is stopped first. */
  async start(binary: string): Promise<void> {
    await this.stop()
    this.log.info(`${binary} lsp`)
    const options: LanguageClientOptions = {
      documentSelector: documents,
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // With the commands of this extension that the server may put above lines.
      initializationOptions: { ...vscode.workspace.getConfiguration('vires'), commands: ['vires.showRegister'] },
      synchronize: { configurationSection: 'vires' },
    }
    const run = { command: binary, args: ['lsp'] }
    const client = new LanguageClient('vires', 'Vires', { run, debug: run }, options)
    client.onDidChangeState(event => this.changed.fire(event.newState))
    this.client = client
    await client.start()
  }

  /** Stops the server and waits for its end. */
  async stop(): Promise<void> {
    const client = this.client
    this.client = undefined
    await client?.dispose()
  }

  dispose(): void {
    void this.stop()
    this.changed.dispose()
  }
}
