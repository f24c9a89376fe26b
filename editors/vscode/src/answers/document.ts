/** Answers as documents that are read and not written: they have no file and ask for no saving. */

import * as vscode from 'vscode'

const scheme = 'vires-answer'

/** Keeps the answers that are shown. */
export class Answers implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>()
  private readonly changed = new vscode.EventEmitter<vscode.Uri>()
  private readonly registrations: vscode.Disposable[]

  readonly onDidChange = this.changed.event

  constructor() {
    this.registrations = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(document => {
        if (document.uri.scheme === scheme) this.texts.delete(document.uri.toString())
      }),
    ]
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? ''
  }

  /** Shows plain text beside the policy. */
  async showText(name: string, text: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.put(`${name}.txt`, text))
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true })
  }

  /** Shows Markdown as a page beside the policy. */
  async showPage(name: string, markdown: string): Promise<void> {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', this.put(`${name}.md`, markdown))
  }

  private put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}` })
    this.texts.set(uri.toString(), text)
    this.changed.fire(uri)
    return uri
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose()
    this.changed.dispose()
  }
}
