import { expect, test } from 'vitest'
import { saveInPlace } from './saveInPlace.ts'
import { Stale } from './stale.ts'

const row = { version: 1, name: '東', phone: '03' }
/** A server on which somebody else has been first. */
const server = (theirs: typeof row) => {
  const saved: number[] = []
  const save = async (version: number) => {
    if (version !== theirs.version) throw new Stale({ theirs, yours: { name: '西' } })
    saved.push(version)
  }
  return { saved, save }
}
const name = (of: Record<string, unknown>) => of.name

test('where another field was changed meanwhile, both changes stand', async () => {
  const { saved, save } = server({ version: 2, name: '東', phone: '06' })
  await saveInPlace({ row, valueIn: name, save })
  expect(saved).toEqual([2])
})

test('where this field was changed, both values are shown', async () => {
  const { saved, save } = server({ version: 2, name: '北', phone: '03' })
  await expect(saveInPlace({ row, valueIn: name, save })).rejects.toMatchObject({
    clash: { theirs: '北', yours: '西', version: 2 },
  })
  expect(saved).toEqual([])
})
