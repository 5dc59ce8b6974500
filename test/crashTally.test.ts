import { expect, test } from 'vitest'
import { crashParts, type Run, withPart } from '../bench/crash/tally.ts'

const run: Run = {
  mode: 'together',
  told: 'one process',
  rounds: 100,
  found: [
    { kind: 'payments', acknowledged: 1234, lost: [], doubled: ['4 and 5'], wrong: [] },
    { kind: 'leads', acknowledged: 7, lost: [], doubled: [], wrong: [], told: '0 of 9 open leads without a holder' },
  ],
  recoveries: [
    { what: 'the database, killed', ms: 900 },
    { what: 'the process, killed', ms: 3_000 },
    { what: 'the database, killed', ms: 2_100 },
    { what: 'the database, killed', ms: 1_000 },
  ],
  remarks: ['3 requests were not answered.'],
  at: new Date('2026-06-01T01:00:00Z'),
}

test('a run writes what was acknowledged, lost and doubled, and how soon all was well again after which blow', () => {
  const text = withPart('', run)
  expect(text).toContain('on 2026-06-01: 100 rounds.')
  expect(text).toContain('| payments | 1,234 | 0 | 1 | 0 |  |')
  expect(text).toContain('0 of 9 open leads without a holder')
  expect(text).toContain('| the database, killed | 3 | 1.0 | 2.1 |')
  expect(text).toContain('3 requests were not answered.')
})

test('it takes the place of the run before of its mode, and leaves the rest of the file as it is', () => {
  const measured = '# Results\n\nWritten by `npm run bench`.\n'
  const both = withPart(withPart(measured, run), { ...run, mode: 'apart', told: 'two processes' })
  expect(both.startsWith(measured)).toBe(true)
  const again = withPart(both, { ...run, rounds: 200 })
  expect(again).toContain('200 rounds')
  expect(again.match(/## Crashed/g)).toHaveLength(2)
  expect(again).toBe(both.replace('--rounds 100`', '--rounds 200`').replace(': 100 rounds', ': 200 rounds'))
  expect(withPart(again, { ...run, rounds: 200 })).toBe(again)
  expect(`${measured}\n${crashParts(again)}\n`).toBe(again)
  expect(crashParts(measured)).toBe('')
})
