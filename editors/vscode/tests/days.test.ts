import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOf, isDay } from '../src/days'

test('only days of the calendar are days', () => {
  for (const day of ['2024-02-29', '2025-07-01']) assert.ok(isDay(day), day)
  for (const none of ['2025-02-29', '2025-13-01', '2025-7-1', '01/07/2025', '', '2025-07-01 '])
    assert.ok(!isDay(none), none)
})

test('today is the day by the clock on the wall', () => {
  assert.equal(dayOf(new Date(2026, 0, 5, 23, 59)), '2026-01-05')
})
