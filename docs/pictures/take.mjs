/**
 * Takes the pictures of docs/editors.md from VS Code itself: as code-server, in Chromium without a window.
 *
 * node docs/pictures/take.mjs CODE_SERVER VSIX
 *
 * CODE_SERVER is a folder in which `npm install code-server@4.100.3 puppeteer-core@24` was run, with `rg` where
 * @vscode/ripgrep looks for it; VSIX the packed extension. Chromium is that of Debian, or the one that CHROMIUM names.
 * The law of Vietnam is copied: nothing is written among the policies.
 */

import { execFileSync, spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import * as os from 'node:os'
import * as path from 'node:path'

const [installed, vsix] = process.argv.slice(2).map(name => path.resolve(name))
const puppeteer = createRequire(path.join(installed, 'package.json'))('puppeteer-core')
const pictures = path.dirname(new URL(import.meta.url).pathname)
const repository = path.resolve(pictures, '../..')
const port = 18391

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'vires-pictures-'))
const folder = path.join(work, 'vietnam')
fs.cpSync(path.join(repository, 'policies/vietnam'), folder, { recursive: true })
const data = path.join(work, 'data')
fs.mkdirSync(path.join(data, 'User'), { recursive: true })
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.menuBarVisibility': 'hidden',
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.fontFamily': 'DejaVu Sans Mono',
  'editor.fontSize': 13,
  'editor.hover.delay': 200,
  'chat.commandCenter.enabled': false,
  'vires.language': 'en',
}
fs.writeFileSync(path.join(data, 'User/settings.json'), JSON.stringify(settings))

const where = ['--user-data-dir', data, '--extensions-dir', path.join(work, 'extensions')]
const entry = path.join(installed, 'node_modules/code-server/out/node/entry.js')
execFileSync(process.execPath, [entry, ...where, '--install-extension', vsix], { stdio: 'inherit' })
const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-workspace-trust', '--disable-telemetry']
const server = spawn(process.execPath, [entry, ...where, ...flags], { stdio: 'ignore' })
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'], protocolTimeout: 240_000 })

const rest = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))

try {
  const page = await browser.newPage()
  await page.setViewport({ width: 1080, height: 640 })
  page.setDefaultTimeout(180_000)
  const press = async (...keys) => {
    for (const key of keys.slice(0, -1)) await page.keyboard.down(key)
    await page.keyboard.press(keys.at(-1))
    for (const key of keys.slice(0, -1).reverse()) await page.keyboard.up(key)
  }
  const palette = async text => {
    await press('F1')
    await page.waitForSelector('.quick-input-widget input')
    await page.keyboard.type(text)
    await page.waitForFunction(
      wanted => document.querySelector('.quick-input-list .monaco-list-row')?.textContent.includes(wanted),
      {},
      text,
    )
    await rest(500)
    await press('Enter')
    await rest(1500)
  }
  /** Opens a file below `instruments` in a fresh window, with the cursor at a line and column, and waits for findings. */
  const open = async (file, line, column) => {
    const place = `vscode-remote://127.0.0.1:${port}${folder}/instruments/${file}:${line}:${column}`
    const payload = JSON.stringify([['openFile', place], ['gotoLineMode', 'true']])
    const address = `http://127.0.0.1:${port}/?folder=${folder}&payload=${encodeURIComponent(payload)}`
    for (let tries = 0; ; tries++) {
      try {
        await page.goto(address)
        break
      } catch (error) {
        if (tries > 60) throw error
        await rest(1000)
      }
    }
    await page.waitForSelector('.monaco-editor .squiggly-error')
    await rest(2000)
    // A window opens with what the last one showed.
    if (await page.$('.markers-panel')) await palette('View: Hide Panel')
  }
  const shoot = async name => {
    await rest(800)
    await page.screenshot({ path: path.join(pictures, `${name}.png`) })
    console.log(name)
  }
  /** Rests the pointer on a piece of text. */
  const point = async piece => {
    const place = await page.evaluate(wanted => {
      for (const line of document.querySelectorAll('.view-line')) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.textContent.indexOf(wanted)
          if (at < 0) continue
          const range = document.createRange()
          range.setStart(node, at)
          range.setEnd(node, at + wanted.length)
          const { x, y, width, height } = range.getBoundingClientRect()
          return { x: x + Math.min(width / 2, 40), y: y + height / 2 }
        }
      }
      return null
    }, piece)
    if (place === null) throw new Error(`${piece} is not shown`)
    await page.mouse.move(place.x - 3, place.y - 1)
    await page.mouse.move(place.x, place.y, { steps: 5 })
    await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents')
    await rest(1200)
  }

  // What is wrong: underlined in the text, and in the list below.
  await open('circular-23-2024.vires', 20, 9)
  await palette('Problems: Focus on Problems View')
  await page.waitForSelector('.markers-panel .monaco-list-row')
  await shoot('findings')

  // What a name is.
  await open('circular-23-2024.vires', 16, 9)
  await palette('View: Toggle Primary Side Bar Visibility')
  await point('blasting_service_licence')
  await shoot('power')

  // Who holds it, with the chain of provisions.
  await open('circular-23-2024.vires', 20, 40)
  await palette('View: Toggle Primary Side Bar Visibility')
  await palette('Vires: Who Holds This Power?')
  await page.waitForFunction(() => document.querySelector('.quick-input-widget')?.textContent.includes('On which day?'))
  await press('Control', 'a')
  await page.keyboard.type('2026-05-28')
  await press('Enter')
  await page.waitForFunction(() => [...document.querySelectorAll('.tab')].some(tab => tab.textContent.includes('.txt')))
  await rest(2000)
  await shoot('decision')

  // All powers on one day.
  await open('circular-23-2024.vires', 20, 40)
  await palette('Vires: Show the Register of Powers')
  await page.waitForFunction(() => document.querySelector('.quick-input-widget')?.textContent.includes('Holders on which day?'))
  await page.keyboard.type('2026-07-01')
  await press('Enter')
  await page.waitForFunction(() => [...document.querySelectorAll('.tab')].some(tab => tab.textContent.includes('Preview')))
  await rest(6000)
  await shoot('register')
} catch (error) {
  const [page] = (await browser.pages()).slice(-1)
  const seen = path.join(os.tmpdir(), 'vires-picture-that-failed.png')
  await page?.screenshot({ path: seen })
  console.error(`what was seen last: ${seen}`)
  throw error
} finally {
  await browser.close()
  server.kill()
  fs.rmSync(work, { recursive: true, force: true })
}
