/** What a drafter is told where there is no `vires` to run. */

import * as vscode from 'vscode'
import type { Located } from './locate'

/** Says what is missing and offers what mends it. */
export async function tellMissing(located: Extract<Located, { found: false }>): Promise<void> {
  const settings = vscode.l10n.t('Open settings')
  const instructions = vscode.l10n.t('How to install it')
  const message =
    located.by === 'setting'
      ? vscode.l10n.t('There is no program at {0}, where the setting vires.server.path points.', located.looked)
      : vscode.l10n.t('The program vires was not found: neither in this extension nor on PATH.')
  const answer = await vscode.window.showErrorMessage(message, settings, instructions)
  if (answer === settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'vires.server.path')
  if (answer === instructions) await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'vires.vires#start')
}
