/** Drives a served VS Code as a drafter would, and takes pictures on the way. `take.sh` prepares what it needs. */

import { execFileSync, spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import * as os from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'

const work = path.resolve(process.argv[2] ?? 'out/pictures')
const here = path.dirname(fileURLToPath(import.meta.url))
const repository = path.resolve(here, '../../..')
const pictures = path.join(repository, 'docs/pictures')
const puppeteer = createRequire(path.join(work, 'package.json'))('puppeteer-core')
const port = 41_873

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-pictures-'))
const policies = path.join(home, 'vietnam')
fs.cpSync(path.join(repository, 'policies/vietnam'), policies, { recursive: true })

/** What would only be in the way. */
const settings = {
  'breadcrumbs.enabled': false,
  'chat.commandCenter.enabled': false,
  'editor.fontSize': 14,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'vires.language': 'auto',
  'window.commandCenter': false,
  'workbench.activityBar.location': 'default',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.layoutControl.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
}
const data = path.join(home, 'data')
fs.mkdirSync(path.join(data, 'User'), { recursive: true })
fs.writeFileSync(path.join(data, 'User/settings.json'), JSON.stringify(settings))

const program = path.join(work, 'node_modules/code-server/out/node/entry.js')
const folders = [
  '--config',
  path.join(home, 'config.yaml'),
  '--user-data-dir',
  data,
  '--extensions-dir',
  path.join(home, 'extensions'),
]
const packed = path.join(here, '..', `vires-${process.platform}-${process.arch}.vsix`)
execFileSync(process.execPath, [program, ...folders, '--install-extension', packed], { stdio: 'inherit' })
const served = spawn(
  process.execPath,
  [
    program,
    ...folders,
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
  ],
  { stdio: 'ignore' },
)

const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))

/** Waits until the server answers. */
async function answered() {
  for (let tries = 0; tries < 600; tries += 1) {
    try {
      await fetch(`http://127.0.0.1:${port}/healthz`)
      return
    } catch {
      await pause(200)
    }
  }
  throw new Error('code-server does not answer')
}

const patience = { timeout: 300_000 }

/** Opens a file of the policies. There is no search for files: code-server gets it by a download of its own. */
async function open(page, file) {
  const uri = `vscode-remote://127.0.0.1:${port}${path.join(policies, file)}`
  const payload = JSON.stringify([['openFile', uri]])
  const address = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(policies)}&payload=${encodeURIComponent(payload)}`
  await page.goto(address, { ...patience, waitUntil: 'domcontentloaded' })
  const name = path.basename(file)
  await page.waitForFunction(name => document.querySelector('.tab.active')?.textContent?.includes(name), patience, name)
  await page.waitForSelector('.editor-instance .view-line span span', patience)
}

async function command(page, name) {
  await page.keyboard.press('F1')
  await page.waitForSelector('.quick-input-widget input', { visible: true, ...patience })
  await page.keyboard.type(name, { delay: 20 })
  await page.waitForFunction(
    wanted => document.querySelector('.quick-input-list .monaco-list-row')?.textContent?.includes(wanted),
    patience,
    name,
  )
  await page.keyboard.press('Enter')
}

/** Answers a question of the quick input. */
async function answer(page, text) {
  await page.waitForSelector('.quick-input-widget input', { visible: true, ...patience })
  await pause(600)
  if (text !== '') await page.keyboard.type(text, { delay: 20 })
  await pause(600)
  await page.keyboard.press('Enter')
}

async function take(page, name) {
  await pause(800)
  fs.mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: path.join(pictures, `${name}.png`) })
  console.log(`docs/pictures/${name}.png`)
}

/** Rests the pointer on the middle of an element. */
async function point(page, element) {
  const box = await element.boundingBox()
  await page.mouse.move(box.x + Math.min(box.width / 2, 120), box.y + box.height / 2)
  await pause(50)
  await page.mouse.move(box.x + Math.min(box.width / 2, 121), box.y + box.height / 2)
}

/** The word in the text of the editor in front. */
function word(page, text) {
  return page.evaluateHandle(wanted => {
    const spans = [...document.querySelectorAll('.editor-instance .view-line span span')]
    return spans.find(span => span.textContent.trim() === wanted)
  }, text)
}

let browser
try {
  await answered()
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--lang=en', '--disable-gpu', '--disable-dev-shm-usage', '--no-proxy-server'],
    defaultViewport: { width: 1180, height: 660 },
  })
  const page = await browser.newPage()
  page.setDefaultTimeout(patience.timeout)
  // A gap of 33 days, where it stands.
  await open(page, 'instruments/circular-23-2024.vires')
  await command(page, 'View: Toggle Primary Side Bar Visibility')
  await page.waitForSelector('.squiggly-error', patience)
  await point(page, await page.$('.squiggly-error'))
  await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents', { visible: true, ...patience })
  await take(page, 'gap')

  // What a body is and holds.
  await page.mouse.move(600, 640)
  await pause(800)
  await point(page, await word(page, 'chemicals_agency'))
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('.monaco-hover:not(.hidden)')].some(hover =>
        hover.textContent.includes('Cục Hóa chất'),
      ),
    patience,
  )
  await take(page, 'body')

  // Who holds a power, with the chain of provisions.
  await (await word(page, 'explosives_export_import')).asElement().click()
  await command(page, 'Vires: Who Holds This Power?')
  await page.waitForSelector('.quick-input-widget input', { visible: true, ...patience })
  await pause(500)
  await page.keyboard.down('Control')
  await page.keyboard.press('KeyA')
  await page.keyboard.up('Control')
  await answer(page, '2026-07-01')
  await pause(1500)
  await answer(page, 'ha_noi')
  await page.waitForFunction(() => document.body.textContent.includes('26/2026/TT-BCT'), patience)
  await take(page, 'answer')

  // The register.
  await open(page, 'instruments/circular-23-2024.vires')
  await command(page, 'Vires: Show the Register of Powers')
  await answer(page, '2026-07-01')
  await page.waitForSelector('iframe.webview', patience)
  await pause(5000)
  await take(page, 'register')
} catch (error) {
  // What stood there when it went wrong.
  const [page] = (await browser?.pages())?.slice(-1) ?? []
  await page?.screenshot({ path: path.join(work, 'failed.png') })
  throw error
} finally {
  await browser?.close()
  served.kill()
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 10 })
}
