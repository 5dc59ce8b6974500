import { sql } from 'kysely'
import { z } from 'zod'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Happened, recordNew } from '../../timeline/timeline.ts'
import { isEventKind, isFromOutside, vocabulary } from '../../timeline/vocabulary.ts'
import { emailKey } from '../identity/email.ts'
import { Visitor } from '../identity/visitor.schema.ts'
import { knowVisitors } from '../identity/visitors.ts'
import { askedToBeForgotten } from './create.ts'
import { areSuppressed, lockKeys, matchKeys, matchPersons, suppressionKeys } from './match.ts'
import { evidenceOfPerson, insertPersons, ownAddress } from './write.ts'

const outside = Object.keys(vocabulary).filter(kind => isEventKind(kind) && isFromOutside(kind))

/** An event as a program sends it. `key` is the sender's: the same key again is accepted and not doubled. */
export const SentEvent = z.object({
  key: z.string().min(1).max(200),
  kind: z.string().max(100),
  occurredAt: z.coerce.date(),
  /** Whom it concerns: somebody with this address, or a visitor as the snippet names them. One of the two. */
  person: z.object({ email: z.string().max(254) }).optional(),
  visitor: Visitor.optional(),
  facts: z.record(z.string(), z.unknown()).default({}),
})

export const SentEvents = z.array(SentEvent).min(1).max(1000)

export const Received = z.object({ accepted: z.number().int(), known: z.number().int() })

/** Records what other programs saw. All or nothing: one that cannot be read refuses the whole, saying which and why. */
export async function receiveEvents(act: Act, sent: z.infer<typeof SentEvents>): Promise<z.infer<typeof Received>> {
  return asOwner(act, async act => {
    for (const [i, event] of sent.entries()) check(event, i)
    const mails = sent.map((event, i) => (event.person ? mailOf(event, i) : null))
    const people = await peopleOf(act, [...new Set(mails.filter(mail => mail !== null))])
    const visitors = await knowVisitors(
      act.tx,
      sent.flatMap(event => event.visitor ?? []),
      act.at,
    )
    const events = sent.map((event, i) => {
      const whose = event.visitor ? visitors.get(event.visitor)! : people.get(mails[i]!)!
      const { key, kind, occurredAt, facts } = event
      return { key, kind, occurredAt, facts, ...whose } as Happened
    })
    const recorded = await recordNew(act, events)
    return { accepted: recorded.length, known: events.length - recorded.length }
  })
}

type Whose = { personId: number; identityId: number; companyId: number | null }

/**
 * Whose these addresses are. Who is here already is looked up; only who is not is locked and made, all of them together and
 * in one order, so that programs that send of the same people at once wait for each other and never for good.
 */
async function peopleOf(act: OwnerAct, mails: string[]): Promise<Map<string, Whose>> {
  const evidence = (mail: string) => evidenceOfPerson({ email: mail })
  const found = new Map<string, number>()
  const match = async (wanted: string[]) => {
    const ids = await matchPersons(act.tx, wanted.map(evidence))
    for (const [n, id] of ids.entries()) if (id !== null) found.set(wanted[n]!, id)
    return wanted.filter(mail => !found.has(mail))
  }
  const unknown = await match(mails)
  if (unknown.length > 0) {
    await lockKeys(
      act.tx,
      unknown.flatMap(mail => matchKeys(evidence(mail))),
    )
    const fresh = await match(unknown)
    const forgotten = await areSuppressed(act.tx, fresh, mail =>
      suppressionKeys({ ...evidence(mail), companyName: null }),
    )
    if (forgotten.some(Boolean)) throw askedToBeForgotten()
    const ids = await insertPersons(
      act,
      fresh.map(mail => ({ email: mail })),
      'event',
    )
    for (const [n, id] of ids.entries()) found.set(fresh[n]!, id)
  }
  return identified(act, found)
}

/** Each with the identity that their events are known by: the address itself, else their record. */
async function identified(act: OwnerAct, found: Map<string, number>): Promise<Map<string, Whose>> {
  const rows = [...found].map(([mail, id]) => ({ mail, id, own: ownAddress(mail) }))
  const { rows: known } = await sql<Whose & { mail: string }>`
    select f.mail, p.id as person_id, p.company_id, i.id as identity_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f(mail text, id bigint, own text) join person p on p.id = f.id
    cross join lateral (
      select i.id from identity i where i.person_id = p.id and (i.kind = 'record' or i.value = f.own)
      order by i.kind = 'email' desc, i.kind = 'record' desc, i.id limit 1 offset 0) i`.execute(act.tx)
  return new Map(known.map(({ mail, ...whose }) => [mail, whose]))
}

function mailOf({ key, person }: z.infer<typeof SentEvent>, index: number): string {
  const mail = emailKey(person!.email)
  if (mail) return mail
  throw new Refusal(
    'invalid',
    {
      en: `Event ${index} (${key}): "${person!.email}" is not a mail address.`,
      ja: `${index}件目（${key}）：「${person!.email}」はメールアドレスの形式ではありません。`,
    },
    { index },
  )
}

function check(event: z.infer<typeof SentEvent>, index: number): void {
  if ((event.person === undefined) === (event.visitor === undefined)) {
    throw new Refusal(
      'invalid',
      {
        en: `Event ${index} (${event.key}) is to name either a person or a visitor.`,
        ja: `${index}件目（${event.key}）：person と visitor のどちらか一方を指定してください。`,
      },
      { index },
    )
  }
  if (!isEventKind(event.kind) || !isFromOutside(event.kind)) {
    throw new Refusal(
      'invalid',
      {
        en: `Event ${index} (${event.key}): the kind "${event.kind}" is unknown. Known kinds: ${outside.join(', ')}.`,
        ja: `${index}件目（${event.key}）：種類「${event.kind}」は登録されていません。使用できる種類：${outside.join('、')}`,
      },
      { index, kinds: outside },
    )
  }
  const facts = vocabulary[event.kind].facts.safeParse(event.facts)
  if (!facts.success) {
    const wrong = facts.error.issues.map(i => i.path.join('.')).join(', ')
    throw new Refusal(
      'invalid',
      {
        en: `Event ${index} (${event.key}): these facts of ${event.kind} cannot be read: ${wrong}.`,
        ja: `${index}件目（${event.key}）：${event.kind} の次の項目を読み取れません：${wrong}`,
      },
      { index },
    )
  }
}
