/** Asks for a day. */

import * as vscode from 'vscode'
import { isDay } from '../days'

/** The day as it is written in policies; empty: all days. Undefined: given up. */
export async function askDay(prompt: string, value: string, mayBeEmpty: boolean): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    prompt,
    value,
    placeHolder: '2026-07-01',
    validateInput: text => {
      if (isDay(text.trim()) || (mayBeEmpty && text.trim() === '')) return undefined
      return vscode.l10n.t('Write a day as in 2026-07-01.')
    },
  })
  return answer?.trim()
}
