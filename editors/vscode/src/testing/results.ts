/** What `vires test` found, by file. */

import * as path from 'node:path'
import type { TestResult, TestRun } from '../answers/shapes'

/** The results of each file, under its absolute path. `folder`: where the command ran. */
export function byFile(run: TestRun, folder: string): Map<string, TestResult[]> {
  const files = new Map<string, TestResult[]>()
  for (const result of run.tests) {
    const file = path.resolve(folder, result.file)
    files.set(file, [...(files.get(file) ?? []), result])
  }
  return files
}

/** One paragraph for each expectation that was not met. */
export function complaint(result: TestResult): string {
  return result.failures
    .map(({ label, expected, got, because }) => {
      const by = because.length === 0 ? '' : ` (${because.join(' → ')})`
      return `${label}\n✓ ${expected}\n✗ ${got}${by}`
    })
    .join('\n\n')
}
