/** Shows what changes hands between an earlier version of the package and the one in the editor. */

import * as fs from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import * as vscode from 'vscode'
import type { Answers } from '../answers/document'
import { revisions, writeRevision } from '../revisions'
import type { Workplace } from '../workplace'

export async function compare(workplace: Workplace, answers: Answers): Promise<void> {
  const folder = await workplace.folder()
  if (folder === undefined) return
  const into = await fs.mkdtemp(path.join(os.tmpdir(), 'vires-revision-'))
  try {
    const revision = await choose(folder)
    if (revision === undefined) return
    const then = await writeRevision(folder, revision, into)
    const words = ['diff', then, folder, '--format', 'markdown', '--language', workplace.language(folder)]
    const said = await workplace.run(vscode.l10n.t('Comparing with {0}', revision), folder, words)
    if (said !== undefined) await answers.showPage(`${path.basename(folder)} ${revision}`, said.output)
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error))
  } finally {
    await fs.rm(into, { recursive: true, force: true })
  }
}

async function choose(folder: string): Promise<string | undefined> {
  const { names, commits } = await revisions(folder)
  const items = [
    ...commits.map(({ id, day, subject }) => ({ label: id, description: `${day} ${subject}` })),
    ...names.map(name => ({ label: name, description: '' })),
  ]
  const placeHolder = vscode.l10n.t('Compare with which version?')
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true })
  return chosen?.label
}
