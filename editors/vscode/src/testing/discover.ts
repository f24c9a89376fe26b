/** The tests of a file, as they are written. */

/** A test and its line, counted from 0. */
export interface WrittenTest {
  label: string
  line: number
}

/** The keyword in both languages. */
const test = /^\s*(?:test|kiểm +thử)\s+"([^"]*)"/

/** Every test of a policy file, in order. */
export function writtenTests(text: string): WrittenTest[] {
  const found: WrittenTest[] = []
  for (const [line, written] of text.normalize('NFC').split(/\r?\n/).entries()) {
    const label = test.exec(written)?.[1]
    if (label !== undefined) found.push({ label, line })
  }
  return found
}
