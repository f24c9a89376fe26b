/** Says who holds a power in one case, with the chain of provisions: asks for the facts that the answer depends on. */

import * as vscode from 'vscode'
import type { Answers } from '../answers/document'
import { question } from '../answers/questions'
import type { Decision, Need, Powers } from '../answers/shapes'
import { dayOf } from '../days'
import type { Workplace } from '../workplace'
import { askDay } from './day'

export async function decide(workplace: Workplace, answers: Answers): Promise<void> {
  const folder = await workplace.folder()
  if (folder === undefined) return
  const power = await choosePower(workplace, folder)
  if (power === undefined) return
  const at = await askDay(vscode.l10n.t('On which day?'), dayOf(new Date()), false)
  if (at === undefined) return
  const language = workplace.language(folder)
  const facts: string[] = []
  const words = (format: string) => {
    return ['eval', power, ...facts, '--at', at, '--policies', folder, '--language', language, '--format', format]
  }
  for (;;) {
    const said = await workplace.run(vscode.l10n.t('Deciding'), folder, words('json'), true)
    if (said === undefined) {
      // The last answer could not be read; the message has been shown. It is asked for again.
      if (facts.pop() === undefined) return
      continue
    }
    const need = (JSON.parse(said.output) as Decision).needs[0]
    if (need === undefined) break
    const value = await askFact(need)
    if (value === undefined) return
    // An empty answer leaves the rest open: what it depends on is shown.
    if (value === '') break
    facts.push(`${need.fact}=${value}`)
  }
  const said = await workplace.run(vscode.l10n.t('Deciding'), folder, words('text'), true)
  if (said !== undefined) await answers.showText(power, said.output)
}

/** The power under the cursor if there is one of that name, or one that is chosen. */
async function choosePower(workplace: Workplace, folder: string): Promise<string | undefined> {
  const language = workplace.language(folder)
  const title = vscode.l10n.t('Reading the register of powers')
  const said = await workplace.run(title, folder, ['powers', folder, '--format', 'json', '--language', language], true)
  if (said === undefined) return undefined
  const { powers } = JSON.parse(said.output) as Powers
  const word = wordAtCursor()
  const here = powers.find(({ power }) => power === word || power.endsWith(`.${word}`))
  if (here !== undefined) return here.power
  const items = powers.map(({ power, label }) => ({ label, description: power }))
  const placeHolder = vscode.l10n.t('Which power?')
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true })
  return chosen?.description
}

function wordAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active)
  return range === undefined ? undefined : editor?.document.getText(range)
}

async function askFact(need: Need): Promise<string | undefined> {
  const asked = question(need)
  const title = `${need.label} (${need.fact})`
  if (asked.kind === 'type') {
    const answer = await vscode.window.showInputBox({ title, prompt: asked.hints.join(' · ') })
    return answer?.trim()
  }
  const open = { label: vscode.l10n.t('Leave it open'), description: '', value: '' }
  const items = asked.choices.map(({ value, leadsTo }) => ({ label: value, description: leadsTo, value }))
  const chosen = await vscode.window.showQuickPick([...items, open], { title, matchOnDescription: true })
  return chosen?.value
}
