/** The pages that explain codes of findings, as documents: each is written by the program when somebody opens it. */

import * as vscode from 'vscode'
import { Failed, run } from '../cli'
import type { Workplace } from '../workplace'
import type { Explanation } from './shapes'

const scheme = 'vires-page'

/** Where the server finds the page of a code. */
export const pages = `${scheme}:/{language}/{code}.md`

/** Writes the pages. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this)

  constructor(private readonly workplace: Workplace) {}

  async provideTextDocumentContent({ path }: vscode.Uri): Promise<string> {
    const [, language, code] = /^\/(\w+)\/(\w+)\.md$/.exec(path) ?? []
    const located = this.workplace.locate()
    if (language === undefined || code === undefined || !located.found) return ''
    try {
      const words = ['explain', code, '--language', language, '--format', 'json']
      return (JSON.parse((await run(located.binary, words, process.cwd())).output) as Explanation).page
    } catch (error) {
      if (error instanceof Failed) return error.message
      throw error
    }
  }

  dispose(): void {
    this.registration.dispose()
  }
}
