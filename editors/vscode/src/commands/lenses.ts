/** What a click on a line that the language server writes above a rule or a name does. */

import * as vscode from 'vscode'

/** The commands of this extension that the server may name. */
export const lensCommands = ['vires.showRegister', 'vires.showReferences']

/** A place as the protocol has it. */
interface Place {
  line: number
  character: number
}

/** Lists where a name is used. */
export async function showReferences(file: string, { line, character }: Place): Promise<void> {
  const uri = vscode.Uri.parse(file)
  const place = new vscode.Position(line, character)
  const uses = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', uri, place)
  await vscode.commands.executeCommand('editor.action.showReferences', uri, place, uses)
}

/** Shows who gave a power to whom, from the name under the cursor, in the editor's view of hierarchies. */
export async function showChain(): Promise<void> {
  await vscode.commands.executeCommand('references-view.showCallHierarchy')
}
