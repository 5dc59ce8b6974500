import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { lockKeys, matchKeys, matchPersons, type PersonEvidence } from '../../people/persons/match.ts'
import { evidenceOfPerson, type NewPerson } from '../../people/persons/write.ts'
import type { Policy } from './companyChanges.ts'
import { firstNew } from './employers.ts'
import { currentPersons, type PersonPatch, personPatch } from './personChanges.ts'

/** Somebody who is here, or whom an earlier row brings, as the rows so far have made them. */
export type Known = { id: number; isNew: boolean; now: NewPerson; patch: PersonPatch }

export type Wanted = { id: number | null; evidence: PersonEvidence; mark: string }

/** Whom the rows of a batch may be of. Rows that were settled count for those behind them. */
export class People {
  readonly #byOwnId = new Map<number, Known>()
  readonly #byMail = new Map<string, Known>()
  readonly #byMark = new Map<string, Known>()
  readonly #byKey = new Map<string, Set<Known>>()
  readonly #all = new Map<number, Known>()
  readonly #news: Known[] = []

  /** Also waits for whoever matches by one of these elsewhere. */
  static async find(act: OwnerAct, wanted: Wanted[]): Promise<People> {
    const mails = wanted.flatMap(w => w.evidence.emailKey ?? [])
    // A company that is new has nobody yet.
    const inCompany = wanted.map(({ evidence: e }) => ({
      ...e,
      emailKey: null,
      companyId: e.companyId !== null && e.companyId < firstNew ? e.companyId : null,
    }))
    await lockKeys(
      act.tx,
      wanted.flatMap(w => matchKeys(w.evidence)),
    )
    const byMail = await matchPersons(
      act.tx,
      mails.map(mail => ({ emailKey: mail, nameKey: '', companyId: null, phoneKeys: [], addressKey: null })),
    )
    const byKey = await matchPersons(act.tx, inCompany)
    const marks = await act.tx
      .selectFrom('identity')
      .select(['value', 'personId'])
      .where('kind', '=', 'import_row')
      .where('value', 'in', ['', ...wanted.map(w => w.mark)])
      .execute()
    const own = await act.tx
      .selectFrom('person')
      .select(['id', 'mergedIntoId'])
      .where('id', 'in', [0, ...wanted.flatMap(w => w.id ?? [])])
      .execute()
    const ids = [...byMail, ...byKey, ...marks.map(m => m.personId), ...own.map(p => p.mergedIntoId ?? p.id)].filter(
      id => id !== null,
    )
    const persons = await currentPersons(act, ids)
    const people = new People()
    for (const { id, ...now } of persons.values()) people.#add({ id, isNew: false, now, patch: {} })
    for (const [i, mail] of mails.entries()) if (byMail[i]) people.#byMail.set(mail, people.#all.get(byMail[i])!)
    for (const { id, mergedIntoId } of own) people.#byOwnId.set(id, people.#all.get(mergedIntoId ?? id)!)
    for (const { value, personId } of marks)
      if (personId !== null && people.#all.has(personId)) people.#byMark.set(value, people.#all.get(personId)!)
    return people
  }

  #add(known: Known): void {
    this.#all.set(known.id, known)
    this.#index(known)
  }

  #index(known: Known): void {
    for (const key of keysOf(known.now)) this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(known))
  }

  /** By our own id; else by mail address; else the very same row; else company and name with phone or address, the oldest of several. */
  of({ id, evidence, mark }: Wanted): Known | undefined {
    const sure =
      (id && this.#byOwnId.get(id)) ||
      (evidence.emailKey && this.#byMail.get(evidence.emailKey)) ||
      this.#byMark.get(mark)
    if (sure) return sure
    const found = matchKeys({ ...evidence, emailKey: null }).flatMap(key => [...(this.#byKey.get(key) ?? [])])
    return found.toSorted((a, b) => a.id - b.id)[0]
  }

  bring(person: NewPerson, { evidence, mark }: Wanted): Known {
    const known: Known = { id: firstNew + this.#news.length, isNew: true, now: person, patch: {} }
    this.#news.push(known)
    this.#add(known)
    this.#byMark.set(mark, known)
    if (evidence.emailKey) this.#byMail.set(evidence.emailKey, known)
    return known
  }

  /** What the row adds to somebody who is known. Empty when they are that already. */
  change(known: Known, said: NewPerson, { evidence }: Wanted, policy: Policy): PersonPatch {
    const patch = personPatch(known.now, said, policy)
    if (Object.keys(patch).length > 0) {
      for (const key of keysOf(known.now)) this.#byKey.get(key)?.delete(known)
      known.now = { ...known.now, ...patch, companyName: patch.companyId ? said.companyName : known.now.companyName }
      known.patch = { ...known.patch, ...patch }
      this.#index(known)
    }
    if (evidence.emailKey && !this.#byMail.has(evidence.emailKey)) this.#byMail.set(evidence.emailKey, known)
    return patch
  }

  news(): Known[] {
    return this.#news
  }

  changed(): Known[] {
    return [...this.#all.values()].filter(k => !k.isNew && Object.keys(k.patch).length > 0)
  }
}

const keysOf = (person: NewPerson) => matchKeys({ ...evidenceOfPerson(person), emailKey: null })

/** By this the very same row is known again, even if it holds nothing else to match by, or was corrected here since. */
export async function markRows(act: OwnerAct, marks: { value: string; personId: number }[]): Promise<void> {
  await sql`
    insert into identity (kind, value, person_id, strength, concluded_at)
    select 'import_row', value, "personId", 'strong', ${act.at}
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as k(value text, "personId" bigint)
    on conflict (kind, value) do nothing`.execute(act.tx)
}

/**
 * Somebody known by company, name and phone may write from another address than the one we have: they are known by both.
 * Answers the new identities by row.
 */
export async function learnAddresses(
  act: OwnerAct,
  addresses: { row: number; value: string; personId: number }[],
): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; value: string }>`
    insert into identity (kind, value, person_id, strength, concluded_at)
    select distinct on (value) 'email', value, "personId", 'strong', ${act.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(addresses)}::jsonb) as k(value text, "personId" bigint) order by value
    on conflict (kind, value) do nothing returning id, value`.execute(act.tx)
  const first = new Map(addresses.toReversed().map(a => [a.value, a.row]))
  return new Map(rows.map(r => [first.get(r.value)!, r.id]))
}
