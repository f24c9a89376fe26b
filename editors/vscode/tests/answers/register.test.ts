import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registerPage } from '../../src/answers/register'
import type { Powers } from '../../src/answers/shapes'
import { run } from '../../src/cli'
import { repository, vires } from '../support/places'

test('a page has a table for each sector', () => {
  const holders = [
    { label: 'Ministry', region: 'capacity: 50 MW or more' },
    { label: 'Province | city', region: 'all other\ncases' },
    { label: 'Court', region: '' },
  ]
  const page = registerPage(
    {
      powers: [
        { power: 'p.licence', label: 'Licence', sector: 'energy', codes: ['1.000'], holders },
        { power: 'p.other', label: 'Other', sector: null, codes: [], holders: [] },
      ],
    },
    '2026-07-01',
    'en',
  )
  assert.equal(
    page,
    `# Register of powers

On 2026-07-01

## energy

| Power | Holder | Cases |
|---|---|---|
| **Licence** (1.000)<br>\`licence\` | Ministry | capacity: 50 MW or more |
|  | Province \\| city | all other cases |
|  | Court | every case |

## No sector

| Power | Holder | Cases |
|---|---|---|
| **Other**<br>\`other\` | — | — |
`,
  )
})

test('every power of the law of Vietnam is on it', async () => {
  const words = ['powers', 'policies/vietnam', '--format', 'json']
  const register = JSON.parse((await run(vires, words, repository)).output) as Powers
  const page = registerPage(register, '', 'vi')
  assert.ok(register.powers.length > 50)
  for (const { power } of register.powers) assert.ok(page.includes(`\`${power.split('.').at(-1)}\``), power)
  for (const line of page.split('\n').filter(line => line.startsWith('| ')))
    assert.equal(line.replaceAll('\\|', '').split('|').length, 5, line)
})
