/**
 * The colours of Kate agree with the grammar.
 *
 * `node editors/kate/tests/colours.mjs WORDS`, where WORDS is what the example `spelled` of vires-syntax prints. Kate's
 * own program for highlighting does the work.
 */

import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'

const data = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-kate-'))
const syntax = path.join(data, 'org.kde.syntax-highlighting', 'syntax')
fs.mkdirSync(syntax, { recursive: true })
fs.copyFileSync(path.join(path.dirname(new URL(import.meta.url).pathname), '..', 'vires.xml'), path.join(syntax, 'vires.xml'))

/** A stretch of a line. Text without a style of its own is that of names. */
function stretches(html) {
  const found = []
  let at = 0
  for (const [, style, styled, plain] of html.matchAll(/<span style="([^"]*)">(.*?)<\/span>|([^<]+)/g)) {
    const text = (styled ?? plain).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')
    found.push({ from: at, to: at + text.length, styled: style !== undefined })
    at += text.length
  }
  return found
}

/** The lines of a file as Kate shows them. */
function shown(file) {
  const env = { ...process.env, XDG_DATA_HOME: data, QT_QPA_PLATFORM: 'offscreen' }
  const words = ['--syntax', 'Vires', '--output-format', 'html', file]
  const html = execFileSync('kate-syntax-highlighter', words, { env, encoding: 'utf8', maxBuffer: 1 << 28 })
  return html.slice(html.indexOf('<pre>') + 6, html.indexOf('</pre>')).split('\n').map(stretches)
}

let words = 0
let disagreements = 0
let file
let lines
for (const row of fs.readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (row === '') continue
  const [path, line, from, to, kind] = row.split('\t')
  if (path !== file) [file, lines] = [path, shown(path)]
  words += 1
  const touched = lines[line].filter(stretch => stretch.from < Number(to) && stretch.to > Number(from))
  const whole = touched.length === 1 && touched[0].styled && touched[0].from <= Number(from) && touched[0].to >= Number(to)
  // A name has no colour but where it is declared, names a point, or is a unit: there it has one as a whole.
  const plain = touched.every(stretch => !stretch.styled)
  const agrees = kind === 'mark' || (kind === 'name' ? plain || whole : whole)
  if (agrees) continue
  disagreements += 1
  if (disagreements <= 20) console.log(`${path}:${Number(line) + 1}: columns ${from} to ${to} are ${kind}: ${JSON.stringify(touched)}`)
}
fs.rmSync(data, { recursive: true })
console.log(`kate colours: ${words} words, ${disagreements} disagreements`)
process.exit(words > 10_000 && disagreements === 0 ? 0 : 1)
