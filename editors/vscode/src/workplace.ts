/** What every command needs: the binary, and the package that the drafter is working on. */

import * as vscode from 'vscode'
import { Failed, run, type Said } from './cli'
import { isPackage, packageFolder, packageLanguage, type Language } from './packages'
import { locate, type Located } from './server/locate'
import { tellMissing } from './server/missing'

/** Finds what commands work with. */
export class Workplace {
  constructor(private readonly extension: string) {}

  /** The binary, or what was looked at. */
  locate(): Located {
    return locate({
      setting: vscode.workspace.getConfiguration('vires').get('server.path', ''),
      extension: this.extension,
      path: process.env['PATH'] ?? '',
      platform: process.platform,
    })
  }

  /** The folder of the package of the file in front; where none is, the drafter is asked. Undefined: given up. */
  async folder(): Promise<string | undefined> {
    const document = vscode.window.activeTextEditor?.document
    if (document?.uri.scheme === 'file') {
      const folder = packageFolder(document.uri.fsPath)
      // A note or a list that happens to be in front is in no package, and asks for no policies in its folder.
      if (document.languageId === 'vires' || isPackage(folder)) return folder
    }
    const manifests = await vscode.workspace.findFiles('**/vires.toml', '**/{node_modules,target}/**', 200)
    const folders = manifests.map(manifest => packageFolder(manifest.fsPath)).sort()
    if (folders.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a policy file first.'))
      return undefined
    }
    return folders.length === 1 ? folders[0] : vscode.window.showQuickPick(folders)
  }

  /** In which language to answer about a package. */
  language(folder: string): Language {
    const setting = vscode.workspace.getConfiguration('vires').get<string>('language', 'auto')
    return setting === 'en' || setting === 'vi' ? setting : packageLanguage(folder)
  }

  /**
   * Runs a command in a folder, on texts as they stand in the editor: files of policy with changes are saved first. What
   * goes wrong is shown; then the answer is undefined.
   */
  async run(title: string, folder: string, words: string[], quiet = false): Promise<Said | undefined> {
    const located = this.locate()
    if (!located.found) {
      await tellMissing(located)
      return undefined
    }
    for (const document of vscode.workspace.textDocuments) {
      if (document.isDirty && holdsPolicy(document)) await document.save()
    }
    const location = quiet ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification
    return vscode.window.withProgress({ location, title, cancellable: !quiet }, async (_, cancelled) => {
      const stop = new AbortController()
      cancelled.onCancellationRequested(() => stop.abort())
      try {
        return await run(located.binary, words, folder, stop.signal)
      } catch (error) {
        if (!stop.signal.aborted)
          void vscode.window.showErrorMessage(error instanceof Failed ? error.message : String(error))
        return undefined
      }
    })
  }
}

/** Whether the command will read a document: policy, or Markdown with policy in it. */
function holdsPolicy({ uri, languageId }: vscode.TextDocument): boolean {
  if (uri.scheme !== 'file') return false
  return languageId === 'vires' || (languageId === 'markdown' && isPackage(packageFolder(uri.fsPath)))
}
