import { array, assert, asyncProperty, constantFrom, record } from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { act } from '../../office/roles/act.ts'
import { optOut } from '../../people/consent/consent.ts'
import { changePerson } from '../../people/persons/change.ts'
import { createPerson } from '../../people/persons/create.ts'
import { hashKeys, suppressionKeys } from '../../people/persons/match.ts'
import { evidenceOfPerson } from '../../people/persons/write.ts'
import { count, dump, importFile, seeImport, startFile, takeBackImport } from './imports.fixture.ts'
import { lookAtUndo } from './leftovers.ts'
import { refusedRows } from './list.ts'
import { runImport } from './run.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})
beforeEach(async () => {
  await sql`truncate person, company, lead, identity, consent, post, activity, offer, event, journal, import_run, upload, erasure cascade`.execute(
    world.db,
  )
})

const headings = '会社名,氏名,メール,電話,住所,部署,役職'
const file = (...rows: string[]) => [headings, ...rows].join('\n')
const people = () => world.db.selectFrom('person').selectAll().orderBy('id').execute()

describe('who is who', () => {
  test('one address is one person, however the rest is written', async () => {
    const done = await importFile(world, cast.marketer, {
      bytes: file(
        '株式会社青葉,田中 太郎,Taro@Aoba.example.jp,,,営業部,',
        '㈱青葉,田中太郎,taro@aoba.example.jp,,,,課長',
      ),
    })
    expect(done).toMatchObject({ created: 1, updated: 1 })
    expect(await people()).toMatchObject([
      { familyName: '田中', givenName: '太郎', department: '営業部', title: '課長' },
    ])
    expect(await count(world, 'company')).toBe(1)
  })

  test('without an address, company and name together with phone or address; company and name alone never', async () => {
    const done = await importFile(world, cast.marketer, {
      bytes: file(
        '青葉商事,高橋 花子,,03-1234-5678,,,',
        '青葉商事,髙橋　花子,,０３（１２３４）５６７８,,,部長',
        '青葉商事,高橋 花子,,,,,',
        '青葉商事,鈴木 一郎,,03-1234-5678,,,',
        '別会社,高橋 花子,,03-1234-5678,,,',
      ),
    })
    expect(done).toMatchObject({ created: 4, updated: 1 })
    expect(await count(world, 'company')).toBe(2)
  })

  test('somebody without anything to be known by is known again in the very same file alone', async () => {
    const bytes = file('青葉商事,佐藤,,,,,')
    expect(await importFile(world, cast.marketer, { bytes })).toMatchObject({ created: 1 })
    expect(await importFile(world, cast.marketer, { bytes })).toMatchObject({ created: 0, unchanged: 1 })
    expect(
      await importFile(world, cast.marketer, { bytes: file('青葉商事,佐藤,,,,,', '青葉商事,伊藤,,,,,') }),
    ).toMatchObject({ created: 2 })
  })

  test('a correction made here since does not make a double of the same row', async () => {
    const bytes = file('青葉商事,高橋 花子,,03-1234-5678,,,')
    await importFile(world, cast.marketer, { bytes })
    const [person] = await people()
    await as(world, cast.marketer, act =>
      changePerson(act, { id: person!.id, version: person!.version, phone: '03-9999-0000' }),
    )
    expect(await importFile(world, cast.marketer, { bytes })).toMatchObject({ created: 0, unchanged: 1 })
  })

  test('another address of somebody known by phone is kept: they are known by both from then on', async () => {
    await importFile(world, cast.marketer, { bytes: file('青葉商事,高橋 花子,hana@aoba.example.jp,03-1234-5678,,,') })
    const before = await dump(world)
    const second = await importFile(world, cast.marketer, {
      bytes: file('青葉商事,高橋 花子,takahashi@aoba.example.jp,03-1234-5678,,,'),
    })
    expect(second).toMatchObject({ created: 0, updated: 1 })
    expect(
      await importFile(world, cast.marketer, { bytes: file('他社,高橋,takahashi@aoba.example.jp,,,,') }),
    ).toMatchObject({ created: 0 })
    await takeBackImport(world, cast.marketer, second.id)
    expect(await dump(world)).toEqual(before)
  })

  test('an address that a desk reads belongs to the company and joins nobody', async () => {
    expect(
      await importFile(world, cast.marketer, {
        bytes: file('青葉商事,高橋 花子,info@aoba.example.jp,,,,', '青葉商事,田中 太郎,info@aoba.example.jp,,,,'),
      }),
    ).toMatchObject({ created: 2 })
  })

  test('whoever asked to be forgotten is kept out, and no company is made for them', async () => {
    await byItself(world, async act => {
      const evidence = evidenceOfPerson({ email: 'gone@aoba.example.jp' })
      const hashes = await hashKeys(act.tx, suppressionKeys({ ...evidence, companyName: null }))
      await act.tx.insertInto('erasure').values({ personId: 1, hashes, erasedAt: act.at }).execute()
    })
    const done = await importFile(world, cast.marketer, { bytes: file('青葉商事,誰 か,gone@aoba.example.jp,,,,') })
    expect(done).toMatchObject({ created: 0, refused: 1 })
    const { rows } = await seeing(world, cast.marketer, act => refusedRows(act, done.id, 'ja'))
    expect(rows[0]!.problem).toContain('個人情報の消去をご希望されたため')
    expect(rows[0]!.cells).toEqual([])
    expect(await count(world, 'company')).toBe(0)
  })
})

describe('what is known already', () => {
  const known = {
    familyName: '田中',
    givenName: '太郎',
    email: 'taro@aoba.example.jp',
    title: '課長',
    companyName: '青葉商事',
  }

  test('is filled up, never overwritten, unless that was asked for', async () => {
    await as(world, cast.ito, act => createPerson(act, known))
    const bytes = file('新会社,田中 太郎,taro@aoba.example.jp,03-1234-5678,,営業部,部長')
    await importFile(world, cast.marketer, { bytes })
    expect(await people()).toMatchObject([{ title: '課長', department: '営業部', phone: '03-1234-5678' }])
    expect(await count(world, 'company')).toBe(1)
    const overwritten = await importFile(world, cast.marketer, { bytes, options: { policy: 'overwrite' } })
    expect(overwritten).toMatchObject({ updated: 1 })
    expect(await people()).toMatchObject([{ title: '部長' }])
    expect(await count(world, 'company')).toBe(2)
    expect(await importFile(world, cast.marketer, { bytes, options: { policy: 'overwrite' } })).toMatchObject({
      unchanged: 1,
    })
  })

  test('who has said no is not asked in again by a list', async () => {
    const { id } = await as(world, cast.ito, act => createPerson(act, known))
    await as(world, cast.ito, act => optOut(act, { id, channel: 'mail', via: '電話で配信停止のご依頼' }))
    await importFile(world, cast.marketer, {
      bytes: file('青葉商事,田中 太郎,taro@aoba.example.jp,03-1234-5678,,,'),
      options: { basis: 'opt_in', evidence: '来場アンケート' },
    })
    const consents = await world.db
      .selectFrom('consent')
      .select(['channel', 'basis', 'withdrawnAt'])
      .where('withdrawnAt', 'is', null)
      .execute()
    expect(consents).toEqual([{ channel: 'phone', basis: 'opt_in', withdrawnAt: null }])
  })
})

describe('undo leaves what was touched since, and says so', () => {
  test('a person whom a rep has changed, their company, a company changed since, and a row that was filled up and changed again', async () => {
    const { id: known } = await as(world, cast.manager, act =>
      createPerson(act, { familyName: '旧知', givenName: '一', email: 'old@old.example.jp' }),
    )
    const { id: filled } = await as(world, cast.manager, act =>
      createPerson(act, { familyName: '旧知', givenName: '二', email: 'old2@old.example.jp' }),
    )
    const done = await importFile(world, cast.marketer, {
      bytes: file(
        '甲社,新人 一,new1@a.example.jp,,,,',
        '甲社,新人 二,new2@a.example.jp,,,,',
        '乙社,新人 三,new3@b.example.jp,,,,',
        ',旧知 一,old@old.example.jp,,,営業部,',
        ',旧知 二,old2@old.example.jp,,,総務部,',
      ),
      options: { basis: 'business_card' },
    })
    const touch = async (email: string, patch: object) => {
      const person = await world.db
        .selectFrom('person')
        .selectAll()
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      await act(world.db, world.clock, cast.manager, 'test', act =>
        changePerson(act, { id: person.id, version: person.version, ...patch }),
      )
      return person.id
    }
    const kept = await touch('new1@a.example.jp', { memo: '電話で話した' })
    await touch('old@old.example.jp', { department: '開発部' })

    const seen = await seeing(world, cast.marketer, act => lookAtUndo(act, done.id))
    expect(seen).toMatchObject({ removed: 3, restored: 1, leftCount: 3 })
    const undone = await takeBackImport(world, cast.marketer, done.id)
    expect(undone.undone).toMatchObject({ removed: 3, persons: 2, companies: 1, restored: 1, left: 3 })
    expect(undone.undone?.rows.map(l => [l.table, l.name]).toSorted()).toEqual(
      seen.left.map(l => [l.table, l.name]).toSorted(),
    )
    expect(seen.left.map(l => [l.table, l.name]).toSorted()).toEqual([
      ['company', '甲社'],
      ['person', '新人 一'],
      ['person', '旧知 一'],
    ])
    expect((await people()).map(p => [p.id, p.familyName, p.department])).toEqual([
      [known, '旧知', '開発部'],
      [filled, '旧知', null],
      [kept, '新人', null],
    ])
    expect((await world.db.selectFrom('company').select('name').execute()).map(c => c.name)).toEqual(['甲社'])
    expect(await world.db.selectFrom('consent').select('personId').execute()).toEqual([{ personId: kept }])
    expect(await world.db.selectFrom('lead').select('personId').orderBy('personId').execute()).toEqual([
      { personId: known },
      { personId: filled },
      { personId: kept },
    ])
  })

  test('and is refused a second time', async () => {
    const { id } = await importFile(world, cast.marketer, { bytes: file(',田中 太郎,t@example.jp,,,,') })
    await takeBackImport(world, cast.marketer, id)
    await expect(takeBackImport(world, cast.marketer, id)).rejects.toThrow('undone already')
  })
})

const row = record({
  company: constantFrom('甲社', '㈱甲社', '乙社', ''),
  name: constantFrom('田中 太郎', '田中　太郎', '鈴木 花子', ''),
  mail: constantFrom('', '', 'a@x.example.jp', 'b@x.example.jp'),
  phone: constantFrom('', '03-1111-2222', '03-3333-4444'),
  title: constantFrom('', '部長', '課長'),
})
const rows = array(row, { minLength: 1, maxLength: 12 })
const asFile = (list: { company: string; name: string; mail: string; phone: string; title: string }[]) =>
  file(...list.map(r => [r.company, r.name, r.mail, r.phone, '', '', r.title].join(',')))

/** Who came of which row, by what stands of them; ids differ from run to run. */
async function outcome(bytes: string, size: number) {
  const id = await startFile(world, cast.marketer, { bytes, options: { basis: 'business_card' } })
  await runImport(world, id, undefined, size)
  const taken = await world.db
    .selectFrom('importRow')
    .select(['rowNo', 'outcome', 'personId'])
    .where('importId', '=', id)
    .orderBy('rowNo')
    .execute()
  const first = new Map<number, number>()
  const whose = taken.map(t => {
    if (t.personId === null) return null
    if (!first.has(t.personId)) first.set(t.personId, t.rowNo)
    return first.get(t.personId)!
  })
  const stand = (await people()).map(p => [p.familyName, p.givenName, p.email, p.phone, p.title])
  const { created, refused } = await seeImport(world, cast.marketer, id)
  return { id, seen: { whose, stand: stand.map(s => s.join('|')).toSorted(), created, refused } }
}

describe('for any list', () => {
  test('all at once or row by row comes to the same, again changes nothing, and undo leaves nothing', async () => {
    await assert(
      asyncProperty(rows, async list => {
        const before = await dump(world)
        const together = await outcome(asFile(list), 500)
        const settled = await dump(world)
        const again = await importFile(world, cast.marketer, {
          bytes: asFile(list),
          options: { basis: 'business_card' },
        })
        expect(again).toMatchObject({ created: 0, updated: 0 })
        expect(await dump(world)).toEqual(settled)
        await takeBackImport(world, cast.marketer, together.id)
        expect(await dump(world)).toEqual(before)
        const apart = await outcome(asFile(list), 1)
        expect(apart.seen).toEqual(together.seen)
        await takeBackImport(world, cast.marketer, apart.id)
        expect(await dump(world)).toEqual(before)
      }),
      { numRuns: 12 },
    )
  })
})
