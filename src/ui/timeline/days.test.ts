import { expect, test } from 'vitest'
import { formatFor } from '../format.ts'
import { daysOf } from './days.ts'

const at = (id: number, kind: string, occurredAt: string) => ({ id, kind, occurredAt })

test('acts of people stand alone, what machines recorded between them is folded where it is more than one, and days part in Tokyo', () => {
  const days = daysOf(
    [
      at(5, 'activity.done', '2026-11-22T03:00:00Z'),
      at(4, 'page.viewed', '2026-11-22T02:00:00Z'),
      at(3, 'page.viewed', '2026-11-21T15:30:00Z'),
      at(2, 'page.viewed', '2026-11-21T14:00:00Z'),
      at(1, 'offer.given', '2026-11-21T13:00:00Z'),
    ],
    formatFor('ja', 'Asia/Tokyo').day,
  )
  expect(
    days.map(day => [day.day, day.blocks.map(one => (one.kind === 'one' ? one.entry.id : one.entries.map(e => e.id)))]),
  ).toEqual([
    ['2026-11-22', [5, [4, 3]]],
    ['2026-11-21', [2, 1]],
  ])
})
