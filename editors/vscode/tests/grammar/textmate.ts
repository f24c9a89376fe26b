/** The grammar of the extension, run as VS Code runs it. */

import * as fs from 'node:fs'
import * as path from 'node:path'
import * as oniguruma from 'vscode-oniguruma'
import { INITIAL, Registry, parseRawGrammar, type IGrammar } from 'vscode-textmate'

const files: Record<string, string> = {
  'source.vires': 'vires.tmLanguage.json',
  'markdown.vires.codeblock': 'markdown.tmLanguage.json',
}

/** The grammars of policies and of Markdown with policy in it. */
export interface Grammars {
  policy: IGrammar
  markdown: IGrammar
}

/**
 * Loads the grammars. Markdown is plain text here but for what the extension puts into it: VS Code's own grammar of
 * Markdown yields to it wherever it begins.
 */
export async function loadGrammars(extension: string): Promise<Grammars> {
  const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'))
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength))
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
      createOnigString: text => new oniguruma.OnigString(text),
    }),
    getInjections: scope => (scope === 'text.html.markdown' ? ['markdown.vires.codeblock'] : undefined),
    loadGrammar: async scope => {
      if (scope === 'text.html.markdown') {
        return parseRawGrammar(JSON.stringify({ scopeName: scope, patterns: [] }), 'markdown.json')
      }
      const name = files[scope]
      if (name === undefined) return null
      const file = path.join(extension, 'syntaxes', name)
      return parseRawGrammar(fs.readFileSync(file, 'utf8'), file)
    },
  })
  const policy = await registry.loadGrammar('source.vires')
  const markdown = await registry.loadGrammar('text.html.markdown')
  if (policy === null || markdown === null) throw new Error('a grammar is missing')
  return { policy, markdown }
}

/** A stretch of one line with its innermost scope. Columns count UTF-16 units from 0. */
export interface Stretch {
  from: number
  to: number
  scope: string
}

/** Colours a text; one list for each line. */
export function colour(grammar: IGrammar, text: string): Stretch[][] {
  let state = INITIAL
  return text.split(/\r?\n/).map(line => {
    const result = grammar.tokenizeLine(line, state)
    state = result.ruleStack
    return result.tokens.map(token => ({
      from: token.startIndex,
      to: token.endIndex,
      scope: token.scopes.at(-1) ?? '',
    }))
  })
}
