/** Shows all powers of the package with their holders. */

import * as path from 'node:path'
import * as vscode from 'vscode'
import type { Answers } from '../answers/document'
import { registerPage } from '../answers/register'
import type { Powers } from '../answers/shapes'
import type { Workplace } from '../workplace'
import { askDay } from './day'

export async function showRegister(workplace: Workplace, answers: Answers): Promise<void> {
  const folder = await workplace.folder()
  if (folder === undefined) return
  const at = await askDay(vscode.l10n.t('Holders on which day? Leave it empty for all days.'), '', true)
  if (at === undefined) return
  const language = workplace.language(folder)
  const words = ['powers', folder, '--format', 'json', '--language', language, ...(at === '' ? [] : ['--at', at])]
  const said = await workplace.run(vscode.l10n.t('Reading the register of powers'), folder, words)
  if (said === undefined) return
  const register = JSON.parse(said.output) as Powers
  await answers.showPage(path.basename(folder), registerPage(register, at, language))
}
