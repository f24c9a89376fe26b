import assert from 'node:assert/strict'
import * as path from 'node:path'
import { test } from 'node:test'
import { question } from '../../src/answers/questions'
import type { Decision, Need } from '../../src/answers/shapes'
import { run } from '../../src/cli'
import { repository, vires } from '../support/places'

const policies = path.join(repository, 'policies')

async function decide(...words: string[]): Promise<Decision> {
  const said = await run(vires, ['eval', ...words, '--format', 'json', '--language', 'en'], policies)
  return JSON.parse(said.output) as Decision
}

test('the values of a list are chosen from, each with what it leads to', async () => {
  const { needs } = await decide('legislate', '--at', '2026-07-01', '--policies', 'examples/federation')
  const matter = needs.find(({ fact }) => fact === 'matter')
  assert.ok(matter !== undefined)
  const asked = question(matter)
  assert.equal(asked.kind, 'choose')
  const choices = asked.kind === 'choose' ? asked.choices : []
  assert.deepEqual(
    choices.find(({ value }) => value === 'defence'),
    { value: 'defence', leadsTo: 'federal_parliament' },
  )
})

test('a number is typed, and the hints say which leads where', () => {
  const need: Need = {
    fact: 'capacity',
    label: 'Capacity',
    leads_to: [
      { when: 'from 0 MW and below 50 MW', outcome: 'competent', holder: 'province' },
      { when: 'from 50 MW', outcome: 'undetermined', needs: ['source', 'site'] },
    ],
  }
  const hints = ['from 0 MW and below 50 MW: province', 'from 50 MW: source, site ?']
  assert.deepEqual(question(need), { kind: 'type', hints })
})

test('where every answer leads to the same, one is typed', () => {
  const need: Need = { fact: 'day', label: 'Day', leads_to: [{ when: 'anything', outcome: 'undetermined' }] }
  assert.equal(question(need).kind, 'type')
})

test('asking until nothing is needed ends in an answer, for every power of the federation', async () => {
  for (const power of ['legislate', 'hunting_permit', 'fishing_permit']) {
    const facts: string[] = []
    for (;;) {
      const decision = await decide(power, ...facts, '--at', '2026-07-01', '--policies', 'examples/federation')
      const need = decision.needs[0]
      if (need === undefined) {
        assert.equal(decision.outcome, 'competent', `${power} ${facts.join(' ')}`)
        break
      }
      const asked = question(need)
      assert.equal(asked.kind, 'choose')
      facts.push(`${need.fact}=${asked.kind === 'choose' ? (asked.choices[0]?.value ?? '') : ''}`)
      assert.ok(facts.length < 5)
    }
  }
})
