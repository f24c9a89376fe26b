/** The tests of policies in the editor's own view of tests. */

import * as vscode from 'vscode'
import type { TestRun } from '../answers/shapes'
import { packageFolder } from '../packages'
import type { Workplace } from '../workplace'
import { writtenTests } from './discover'
import { byFile, complaint } from './results'

/** Lists the tests of every file and runs them with `vires test`. */
export class Tests implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController('vires', 'Vires')
  private readonly disposables: vscode.Disposable[] = [this.controller]

  constructor(private readonly workplace: Workplace) {
    this.controller.createRunProfile(
      vscode.l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      (request, cancelled) => this.run(request, cancelled),
      true,
    )
    this.controller.refreshHandler = () => this.readAll()
    this.controller.resolveHandler = async item => {
      if (item === undefined) await this.readAll()
    }
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.vires')
    this.disposables.push(
      watcher,
      watcher.onDidCreate(uri => this.readFile(uri)),
      watcher.onDidChange(uri => this.readFile(uri)),
      watcher.onDidDelete(uri => this.controller.items.delete(uri.toString())),
      vscode.workspace.onDidOpenTextDocument(document => this.read(document.uri, document.getText())),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.read(document.uri, document.getText())),
    )
    for (const document of vscode.workspace.textDocuments) this.read(document.uri, document.getText())
  }

  /** Runs every test of the package that is being worked on. */
  async runPackage(): Promise<void> {
    const folder = await this.workplace.folder()
    if (folder === undefined) return
    await this.readAll()
    const items: vscode.TestItem[] = []
    this.controller.items.forEach(item => {
      if (item.uri !== undefined && packageFolder(item.uri.fsPath) === folder) items.push(item)
    })
    await this.run(new vscode.TestRunRequest(items))
    await vscode.commands.executeCommand('workbench.view.testing.focus')
  }

  private async readAll(): Promise<void> {
    const files = await vscode.workspace.findFiles('**/*.vires', '**/{node_modules,target}/**')
    await Promise.all(files.map(file => this.readFile(file)))
  }

  private async readFile(uri: vscode.Uri): Promise<void> {
    try {
      this.read(uri, new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)))
    } catch {
      this.controller.items.delete(uri.toString())
    }
  }

  private read(uri: vscode.Uri, text: string): void {
    if (uri.scheme !== 'file' || !uri.path.endsWith('.vires')) return
    const written = writtenTests(text)
    if (written.length === 0) return this.controller.items.delete(uri.toString())
    const name = vscode.workspace.asRelativePath(uri)
    const file = this.controller.items.get(uri.toString()) ?? this.controller.createTestItem(uri.toString(), name, uri)
    this.controller.items.add(file)
    file.children.replace(
      written.map(({ label, line }, number) => {
        const item = this.controller.createTestItem(`${number} ${label}`, label, uri)
        item.range = new vscode.Range(line, 0, line, 0)
        return item
      }),
    )
  }

  /** Runs the tests that are asked for: one command for each package. */
  private async run(request: vscode.TestRunRequest, cancelled?: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request)
    const wanted = new Map<string, vscode.TestItem[]>()
    const want = (item: vscode.TestItem) => {
      if (request.exclude?.includes(item)) return
      if (item.children.size > 0) return item.children.forEach(want)
      if (item.uri === undefined || item.parent === undefined) return
      const folder = packageFolder(item.uri.fsPath)
      wanted.set(folder, [...(wanted.get(folder) ?? []), item])
      run.enqueued(item)
    }
    if (request.include === undefined) this.controller.items.forEach(want)
    else request.include.forEach(want)
    try {
      for (const [folder, items] of wanted) {
        if (cancelled?.isCancellationRequested === true) break
        await this.runIn(run, folder, items)
      }
    } finally {
      run.end()
    }
  }

  private async runIn(run: vscode.TestRun, folder: string, items: vscode.TestItem[]): Promise<void> {
    items.forEach(item => run.started(item))
    const words = ['test', folder, '--format', 'json', '--language', this.workplace.language(folder)]
    const said = await this.workplace.run(vscode.l10n.t('Running the tests'), folder, words, true)
    if (said === undefined) return items.forEach(item => run.skipped(item))
    const results = byFile(JSON.parse(said.output) as TestRun, folder)
    for (const item of items) {
      const line = item.range?.start.line ?? -1
      const ofFile = results.get(item.uri?.fsPath ?? '') ?? []
      const result = ofFile.find(({ start }) => start.line === line + 1)
      if (result === undefined) run.skipped(item)
      else if (result.passed) run.passed(item)
      else run.failed(item, this.message(item, complaint(result)))
    }
  }

  private message(item: vscode.TestItem, text: string): vscode.TestMessage {
    const message = new vscode.TestMessage(text)
    if (item.uri !== undefined && item.range !== undefined) message.location = new vscode.Location(item.uri, item.range)
    return message
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose()
  }
}
