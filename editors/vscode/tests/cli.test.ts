import assert from 'node:assert/strict'
import * as path from 'node:path'
import { test } from 'node:test'
import { Failed, run } from '../src/cli'
import { repository, vires } from './support/places'

const policies = path.join(repository, 'policies')

test('a command that finds errors has done its work', async () => {
  const clean = await run(vires, ['check', 'examples/federation'], policies)
  assert.equal(clean.status, 0)
  const errors = await run(vires, ['check', 'vietnam', '--format', 'concise', '--language', 'en'], policies)
  assert.equal(errors.status, 1)
  assert.match(errors.output, /^vietnam\/.*error\[V2002\]/m)
})

test('one that could not says why', async () => {
  await assert.rejects(run(vires, ['powers', 'nowhere'], policies), (error: unknown) => {
    return error instanceof Failed && error.message.includes('nowhere')
  })
})

test('a program that is not there is a failure too', async () => {
  await assert.rejects(run('/nowhere/vires', ['check'], policies), Failed)
})

test('it is ended when nobody waits for it', async () => {
  const stop = new AbortController()
  stop.abort()
  await assert.rejects(run(vires, ['check', 'vietnam'], policies, stop.signal))
})
