/** The JSON of `vires powers`, `eval`, `test` and `explain`, as far as the extension reads it. */

/** `vires.powers/1` */
export interface Powers {
  powers: Power[]
}

/** A power with its holders. */
export interface Power {
  power: string
  label: string
  sector?: string | null
  codes: string[]
  holders: { label: string; region: string }[]
}

/** `vires.explanation/1` */
export interface Explanation {
  /** In Markdown. */
  page: string
}

/** `vires.decision/1` */
export interface Decision {
  outcome: string
  needs: Need[]
}

/** A fact that is still needed, and what its answers lead to. */
export interface Need {
  fact: string
  label: string
  leads_to: { when: string; outcome: string; holder?: string; needs?: string[] }[]
}

/** `vires.test/1` */
export interface TestRun {
  tests: TestResult[]
}

/** A test that was run. Lines and columns count from 1. */
export interface TestResult {
  label: string
  file: string
  start: { line: number; column: number }
  passed: boolean
  failures: { label: string; expected: string; got: string; because: string[] }[]
}
