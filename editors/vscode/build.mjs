/**
 * Bundles the extension into one file, and each test into one.
 *
 * `node build.mjs` the extension, `node build.mjs tests` the tests.
 */

import * as fs from 'node:fs'
import * as path from 'node:path'
import * as esbuild from 'esbuild'

/** @type {esbuild.BuildOptions} */
const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' }

if (process.argv[2] === 'tests') {
  fs.rmSync('out', { recursive: true, force: true })
  const names = fs.readdirSync('tests', { recursive: true, encoding: 'utf8' })
  await esbuild.build({
    ...common,
    // The extension runs in an editor made for tests, and with it the client, which is therefore bundled.
    alias: { vscode: './tests/editor/vscode.ts' },
    external: ['esbuild', 'vscode-oniguruma', 'vscode-textmate'],
    sourcemap: 'inline',
    entryPoints: names.filter(name => name.endsWith('.test.ts')).map(name => path.join('tests', name)),
    outbase: 'tests',
    outdir: 'out/tests',
  })
} else {
  fs.rmSync('dist', { recursive: true, force: true })
  await esbuild.build({
    ...common,
    external: ['vscode'],
    minify: true,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
  })
}
