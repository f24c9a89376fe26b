/** The extension: starts the server and offers the commands. */

import * as vscode from 'vscode'
import { Answers } from './answers/document'
import { Pages } from './answers/pages'
import { compare } from './commands/compare'
import { decide } from './commands/decide'
import { showChain, showReferences } from './commands/lenses'
import { newPackage } from './commands/new_package'
import { showRegister } from './commands/register'
import { Server } from './server/client'
import { tellMissing } from './server/missing'
import { serves } from './server/probe'
import { Status } from './server/status'
import { Tests } from './testing/controller'
import { Workplace } from './workplace'

let server: Server | undefined

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Vires', { log: true })
  const workplace = new Workplace(context.extensionPath)
  const answers = new Answers()
  const status = new Status()
  const tests = new Tests(workplace)
  const running = new Server(log)
  server = running

  const start = async () => {
    const located = workplace.locate()
    if (!located.found) {
      await running.stop()
      status.missing()
      // Not waited for: the message stays until somebody answers it.
      void tellMissing(located)
      return
    }
    if (!(await serves(located.binary))) {
      await running.stop()
      status.without()
      log.warn(`${located.binary} has no language server`)
      return
    }
    try {
      await running.start(located.binary)
    } catch (error) {
      log.error(String(error))
      void vscode.window.showErrorMessage(vscode.l10n.t('The language server did not start: {0}', String(error)))
    }
  }

  context.subscriptions.push(
    log,
    answers,
    new Pages(workplace),
    status,
    tests,
    running,
    running.onState(state => status.show(state)),
    vscode.commands.registerCommand('vires.restart', start),
    vscode.commands.registerCommand('vires.showRegister', () => showRegister(workplace, answers)),
    vscode.commands.registerCommand('vires.showChain', showChain),
    vscode.commands.registerCommand('vires.showReferences', showReferences),
    vscode.commands.registerCommand('vires.decide', () => decide(workplace, answers)),
    vscode.commands.registerCommand('vires.newPackage', () => newPackage(workplace)),
    vscode.commands.registerCommand('vires.compare', () => compare(workplace, answers)),
    vscode.commands.registerCommand('vires.runTests', () => tests.runPackage()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('vires.server.path')) void start()
    }),
  )
  await start()
}

export async function deactivate(): Promise<void> {
  await server?.stop()
}
