/** Makes a new package that checks clean, and opens it. */

import * as vscode from 'vscode'
import type { Workplace } from '../workplace'

export async function newPackage(workplace: Workplace): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    title: vscode.l10n.t('An empty folder for the new policies'),
    openLabel: vscode.l10n.t('Create here'),
  })
  const folder = chosen?.[0]
  if (folder === undefined) return
  // In the language in which the editor speaks.
  const language = vscode.env.language.startsWith('vi') ? ['--language', 'vi'] : []
  const said = await workplace.run(vscode.l10n.t('Creating a package'), folder.fsPath, [
    'init',
    folder.fsPath,
    ...language,
  ])
  if (said !== undefined) await vscode.commands.executeCommand('vscode.openFolder', folder)
}
