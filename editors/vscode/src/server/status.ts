/** The state of the server in the status bar, beside the language of the file. */

import * as vscode from 'vscode'
import { State } from 'vscode-languageclient/node'

/** Shows whether the server runs; a click restarts it. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('vires.server', { language: 'vires' })

  constructor() {
    this.item.name = 'Vires'
    this.item.command = { command: 'vires.restart', title: vscode.l10n.t('Restart') }
    this.show(State.Stopped)
  }

  /** Shows a state of the client. */
  show(state: State): void {
    this.item.busy = state === State.Starting
    this.item.severity = vscode.LanguageStatusSeverity.Information
    this.item.text =
      state === State.Running
        ? vscode.l10n.t('Vires: checking as you type')
        : state === State.Starting
          ? vscode.l10n.t('Vires: starting')
          : vscode.l10n.t('Vires: stopped')
  }

  /** Shows that there is nothing to run. */
  missing(): void {
    this.item.busy = false
    this.item.severity = vscode.LanguageStatusSeverity.Error
    this.item.text = vscode.l10n.t('Vires: program not found')
  }

  /** Shows that the program answers commands only. */
  without(): void {
    this.item.busy = false
    this.item.severity = vscode.LanguageStatusSeverity.Warning
    this.item.text = vscode.l10n.t('Vires: this program has no language server')
  }

  dispose(): void {
    this.item.dispose()
  }
}
