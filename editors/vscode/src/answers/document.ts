/** Answers as documents that are read and not written: they have no file and ask for no saving. */

import * as vscode from 'vscode'

const scheme = 'vires-answer'

/** How many answers are kept. A page that is still shown asks for its text again at any time, long after it was closed. */
const kept = 50

/** Keeps the answers that are shown. */
export class Answers implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>()
  private readonly changed = new vscode.EventEmitter<vscode.Uri>()
  private readonly registration: vscode.Disposable

  readonly onDidChange = this.changed.event

  constructor() {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this)
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? ''
  }

  /** Shows plain text beside the policy, with lines as long as there is room for. */
  async showText(name: string, text: string): Promise<void> {
    const plain = await vscode.workspace.openTextDocument(this.put(`${name}.txt`, text))
    const document = await vscode.languages.setTextDocumentLanguage(plain, 'vires-answer')
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true })
  }

  /** Shows Markdown as a page of its own: its tables are wide. */
  async showPage(name: string, markdown: string): Promise<void> {
    await vscode.commands.executeCommand('markdown.showPreview', this.put(`${name}.md`, markdown))
  }

  private put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}` })
    const key = uri.toString()
    this.texts.delete(key)
    this.texts.set(key, text)
    for (const oldest of [...this.texts.keys()].slice(0, -kept)) this.texts.delete(oldest)
    this.changed.fire(uri)
    return uri
  }

  dispose(): void {
    this.registration.dispose()
    this.changed.dispose()
  }
}
