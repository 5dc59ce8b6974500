import { expect, test } from 'vitest'
import type { View } from './types.ts'
import { viewIn } from './viewIn.ts'

const everybody: View = { filters: [], sort: { key: 'created', desc: true } }
const overdue: View = {
  filters: [{ key: 'clock', op: 'until', value: 'now' }],
  sort: { key: 'clock', desc: false },
  columns: ['name', 'clock'],
}

test('an address that only names a saved view shows that view', () => {
  expect(viewIn({ view: 8 }, everybody, overdue)).toEqual(overdue)
  expect(viewIn({ view: 8, text: '青葉' }, everybody, overdue)).toEqual({ ...overdue, text: '青葉' })
})

test('one that was changed shows what it says: taken-off filters do not come back', () => {
  expect(viewIn({ view: 8, filters: [], sort: 'name' }, everybody, overdue)).toEqual({
    filters: [],
    sort: { key: 'name', desc: false },
  })
})

test('a view that is gone, or none, shows the list as it stands at first', () => {
  expect(viewIn({ view: 99 }, everybody)).toEqual(everybody)
  expect(viewIn({}, everybody)).toEqual(everybody)
})

test('what is no condition is left out', () => {
  expect(
    viewIn({ filters: [{ key: 'stage' }, { key: 'stage', op: 'in', value: ['mql'] }] }, everybody).filters,
  ).toEqual([{ key: 'stage', op: 'in', value: ['mql'] }])
})
