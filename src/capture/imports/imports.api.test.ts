import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { prepareJobs } from '../../platform/jobs.ts'
import { importTasks } from './imports.jobs.ts'
import { runImport } from './run.ts'

let world: TestWorld
let cast: Cast
let marketer: Asking
let tanaka: Asking

beforeAll(async () => {
  const office = await openOffice()
  world = office.world
  cast = await makeCast(world)
  await prepareJobs(world.url, importTasks)
  ;[marketer, tanaka] = [await office.signIn(cast.marketer.id), await office.signIn(cast.tanaka.id)]
})

const form = (text: string | Buffer, fields: Record<string, string> = {}, name = '名刺.csv') => {
  const data = new FormData()
  data.append('file', new Blob([new Uint8Array(Buffer.from(text))]), name)
  for (const [key, value] of Object.entries(fields)) data.append(key, value)
  return data
}

const cards = '会社名,氏名,メール\n青葉商事,田中 太郎,taro@aoba.example.jp\n青葉商事,鈴木 花子,hanako@@aoba\n'

describe('a program sends a file', () => {
  test('as plain multipart; with start it runs at once on what was guessed', async () => {
    const sent = await marketer(
      'POST',
      '/imports',
      form(cards, {
        about: 'person',
        start: 'true',
        source: '展示会 2026',
        options: JSON.stringify({ basis: 'business_card' }),
      }),
    )
    expect(sent).toMatchObject({
      status: 201,
      body: {
        state: 'running',
        fileName: '名刺.csv',
        options: { source: '展示会 2026', basis: 'business_card', policy: 'fill' },
      },
    })
    await runImport(world, sent.body.id)
    const done = await marketer('GET', `/imports/${sent.body.id}`)
    expect(done.body).toMatchObject({ state: 'done', created: 1, refused: 1, rowsRead: 2 })
    const listed = await marketer('GET', '/imports')
    expect(listed.body).toMatchObject({
      items: [{ id: sent.body.id, source: '展示会 2026', by: { name: '佐藤 美咲' } }],
      nextCursor: null,
    })
  })

  test('and gets exactly the refused rows, as a CSV that can be corrected and sent again, or as JSON', async () => {
    const { body } = await marketer('GET', '/imports')
    const file = await marketer('GET', `/imports/${body.items[0].id}/refused`)
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('名刺_取り込めなかった行.csv'))
    expect(file.body.replace(/^\ufeff/, '').split('\r\n')).toEqual([
      '会社名,氏名,メール,行番号,取り込めなかった理由',
      expect.stringMatching(/^青葉商事,鈴木 花子,hanako@@aoba,3,3行目「メール」：/),
      '',
    ])
    const corrected = await marketer(
      'POST',
      '/imports',
      form(file.body.replace('hanako@@aoba', 'hanako@aoba.example.jp'), { start: 'true' }),
    )
    await runImport(world, corrected.body.id)
    expect((await marketer('GET', `/imports/${corrected.body.id}`)).body).toMatchObject({
      state: 'done',
      created: 1,
      refused: 0,
    })
    const json = await marketer('GET', `/imports/${body.items[0].id}/refused`, undefined, {
      accept: 'application/json',
    })
    expect(json.body.items).toMatchObject([
      { row: 3, column: 'メール', cells: ['青葉商事', '鈴木 花子', 'hanako@@aoba'] },
    ])
    expect((await marketer('GET', `/imports/${body.items[0].id}/refused?format=json`)).body).toEqual(json.body)
  })

  test('corrects the columns by their headings, sees what would become of it, and starts it', async () => {
    const draft = await marketer(
      'POST',
      '/imports',
      form('A,B,C\n青葉商事,佐藤 次郎,jiro@aoba.example.jp\n,,broken@\n'),
    )
    expect(draft.body).toMatchObject({ state: 'draft', reading: { headings: ['A', 'B', 'C'], encoding: 'utf8' } })
    const changed = await marketer('PATCH', `/imports/${draft.body.id}`, {
      version: draft.body.version,
      mapping: { A: 'companyName', B: 'fullName', C: 'email' },
    })
    expect(changed.body.columns.map((c: { field: string }) => c.field)).toEqual(['companyName', 'fullName', 'email'])
    const preview = await marketer('GET', `/imports/${draft.body.id}/preview`)
    expect(preview.body).toMatchObject({
      rows: [
        {
          row: 2,
          outcome: 'created',
          fields: { familyName: '佐藤', givenName: '次郎', companyName: '青葉商事', email: 'jiro@aoba.example.jp' },
        },
        { row: 3, outcome: 'refused', column: 'C' },
      ],
      checked: { rows: 2, refused: 1 },
    })
    expect(await world.db.selectFrom('person').select('id').where('familyName', '=', '佐藤').execute()).toEqual([])
    expect(
      await marketer('PATCH', `/imports/${draft.body.id}`, { version: draft.body.version, mapping: [] }),
    ).toMatchObject({ status: 409, body: { code: 'stale' } })
    expect(
      await marketer('PATCH', `/imports/${draft.body.id}`, {
        version: changed.body.version,
        mapping: { A: 'nonsense' },
      }),
    ).toMatchObject({ status: 400, body: { code: 'invalid' } })
    expect(await marketer('POST', `/imports/${draft.body.id}/start`)).toMatchObject({
      status: 200,
      body: { state: 'running' },
    })
    expect(await marketer('PATCH', `/imports/${draft.body.id}`, { version: 99, options: {} })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
    await runImport(world, draft.body.id)
    const look = await marketer('GET', `/imports/${draft.body.id}/undo`)
    expect(look.body).toEqual({
      removed: 1,
      persons: 1,
      companies: 0,
      activities: 0,
      restored: 0,
      left: [],
      leftCount: 0,
    })
    expect(await marketer('POST', `/imports/${draft.body.id}/undo`)).toMatchObject({
      status: 200,
      body: { state: 'undone', undone: { removed: 1, restored: 0, left: 0 } },
    })
    expect(await marketer('POST', `/imports/${draft.body.id}/undo`)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
  })

  test('is told what is lacking instead of a start that takes nothing', async () => {
    const draft = await marketer('POST', '/imports', form('資本金,決算月\n1000,3\n', { start: 'true' }))
    expect(draft).toMatchObject({ status: 201, body: { state: 'draft' } })
    expect(draft.body.lacking).toMatch(/氏名/)
    expect(await marketer('POST', `/imports/${draft.body.id}/start`)).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    })
    expect(await marketer('DELETE', `/imports/${draft.body.id}`)).toMatchObject({ status: 200 })
    expect(await marketer('GET', `/imports/${draft.body.id}`)).toMatchObject({ status: 404 })
  })

  test('the same Idempotency-Key again is the same import', async () => {
    const [one, again] = [
      await marketer('POST', '/imports', form(cards), { 'idempotency-key': 'file-1' }),
      await marketer('POST', '/imports', form(cards), { 'idempotency-key': 'file-1' }),
    ]
    expect(again.body.id).toBe(one.body.id)
  })

  test('the same Idempotency-Key again is the same undo, also when both come at once', async () => {
    const ran = async () => {
      const { body } = await marketer('POST', '/imports', form(cards, { start: 'true' }))
      await runImport(world, body.id)
      return body.id
    }
    const [id, other] = [await ran(), await ran()]
    const undo = (of: number, key: string) =>
      marketer('POST', `/imports/${of}/undo`, undefined, { 'idempotency-key': key })
    const undone = await Promise.all([undo(id, 'back-1'), undo(id, 'back-1')])
    expect(undone).toMatchObject([1, 2].map(() => ({ status: 200, body: { id, state: 'undone' } })))
    expect((await undo(id, 'back-1')).body).toEqual(undone[0]!.body)
    expect(await undo(id, 'back-2')).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await undo(other, 'back-1')).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect((await marketer('GET', `/imports/${other}`)).body.state).toBe('done')
    const told = world.db.selectFrom('event').select('id').where('kind', '=', 'import.undone')
    const events = await told.where(sql`facts ->> 'importId'`, '=', String(id)).execute()
    expect(events).toHaveLength(1)
  })
})

describe('what cannot be taken is refused in a sentence', () => {
  test.each([
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'card.png', 400],
    ['nothing at all', Buffer.alloc(0), 'empty.csv', 400],
    ['too many rows', `氏名\n${'山\n'.repeat(200_001)}`, 'many.csv', 413],
    ['too many columns', `${Array(201).fill('a').join(',')}\n`, 'wide.csv', 413],
  ])('%s', async (_, text, name, status) => {
    const answer = await marketer('POST', '/imports', form(text, {}, name))
    expect(answer.status).toBe(status)
    expect(answer.body.message).toContain(name)
  })

  test('no file, and options that are nonsense', async () => {
    const without = new FormData()
    without.append('about', 'person')
    expect(await marketer('POST', '/imports', without)).toMatchObject({ status: 400, body: { code: 'invalid' } })
    expect(await marketer('POST', '/imports', form(cards, { options: '{"policy":"burn"}' }))).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    })
    expect(await marketer('POST', '/imports', form(cards, { about: 'animals' }))).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    })
  })

  test('whose role does not import, and what is not theirs to see', async () => {
    expect(await tanaka('POST', '/imports', form(cards))).toMatchObject({ status: 403 })
    expect(await tanaka('GET', '/imports')).toMatchObject({ status: 403 })
  })
})
