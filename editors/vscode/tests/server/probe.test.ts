import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serves } from '../../src/server/probe'

test('a program without a language server is told apart', async () => {
  assert.equal(await serves(process.execPath), false)
  assert.equal(await serves('/nowhere/vires'), false)
})
