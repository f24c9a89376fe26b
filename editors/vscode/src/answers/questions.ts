/** How a drafter is asked for a fact that a decision still needs. */

import type { Need } from './shapes'

/** An answer to choose, and what it leads to. */
export interface Choice {
  value: string
  leadsTo: string
}

/** Either the answers are few and known, or one is typed; then `hints` say which answers lead where. */
export type Question = { kind: 'choose'; choices: Choice[] } | { kind: 'type'; hints: string[] }

/** A name of the language: what a list, `yes or no` and places have for values. */
const name = /^[\p{L}][\p{L}\p{M}\p{N}_]*$/u

/** The question for a fact. Values that lead to the same are told together by the binary; here they come apart. */
export function question(need: Need): Question {
  const choices: Choice[] = []
  for (const way of need.leads_to) {
    const values = way.when.split(', ')
    if (!values.every(value => name.test(value))) return { kind: 'type', hints: need.leads_to.map(hint) }
    choices.push(...values.map(value => ({ value, leadsTo: consequence(way) })))
  }
  // One word for every answer (`any value`) is no value; a fact has at least two.
  return choices.length > 1 ? { kind: 'choose', choices } : { kind: 'type', hints: need.leads_to.map(hint) }
}

function hint(way: Need['leads_to'][number]): string {
  return `${way.when}: ${consequence(way)}`
}

function consequence(way: Need['leads_to'][number]): string {
  if (way.holder !== undefined) return way.holder
  if (way.needs !== undefined) return `${way.needs.join(', ')} ?`
  return way.outcome
}
