import { sql } from 'kysely'
import { z } from 'zod'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Happened, recordAll } from '../../timeline/timeline.ts'
import { isEventKind, isFromOutside, vocabulary } from '../../timeline/vocabulary.ts'
import { emailKey } from '../identity/email.ts'
import { Visitor } from '../identity/visitor.schema.ts'
import { knowVisitors } from '../identity/visitors.ts'
import { findOrMake } from './create.ts'
import { ownAddress } from './write.ts'

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
    const mails = new Set<string>()
    for (const [i, event] of sent.entries()) {
      check(event, i)
      if (!event.person) continue
      const mail = emailKey(event.person.email)
      if (!mail)
        throw new Refusal(
          'invalid',
          {
            en: `Event ${i} (${event.key}): "${event.person.email}" is not a mail address.`,
            ja: `${i}件目（${event.key}）：「${event.person.email}」はメールアドレスの形式ではありません。`,
          },
          { index: i },
        )
      mails.add(mail)
    }
    const people = await knowPeople(act, [...mails])
    const visitors = await knowVisitors(
      act.tx,
      sent.flatMap(event => event.visitor ?? []),
      act.at,
    )
    const events = sent.map(event => {
      const visitor = event.visitor ? visitors.get(event.visitor)! : undefined
      const person = visitor ? { ...visitor, id: visitor.personId } : people.get(emailKey(event.person!.email)!)!
      return {
        key: event.key,
        kind: event.kind,
        occurredAt: event.occurredAt,
        facts: event.facts,
        personId: person.id,
        companyId: person.companyId,
        identityId: person.identityId,
      } as Happened
    })
    const recorded = await recordAll(act, events)
    return { accepted: recorded.length, known: events.length - recorded.length }
  })
}

type Known = { id: number; identityId: number; companyId: number | null }

/** Whose addresses these are: looked up all at once; whoever is not here yet is made, one by one. */
async function knowPeople(act: OwnerAct, mails: string[]): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  if (mails.length === 0) return known
  const { rows } = await sql<Known & { mail: string }>`
    select i.value as mail, p.id, i.id as identity_id, p.company_id from identity i join person p on p.id = i.person_id
    where i.kind = 'email' and i.strength = 'strong' and i.value = any(${mails})`.execute(act.tx)
  for (const { mail, ...person } of rows) known.set(mail, person)
  for (const mail of mails) {
    if (known.has(mail)) continue
    const { id } = await findOrMake(act, { email: mail }, 'event')
    const made = await act.tx
      .selectFrom('person')
      .innerJoin('identity', 'identity.personId', 'person.id')
      .select(['person.id', 'companyId', 'identity.id as identityId'])
      .where('person.id', '=', id)
      .where(eb => eb.or([eb('identity.value', '=', ownAddress(mail) ?? ''), eb('identity.kind', '=', 'record')]))
      .orderBy(eb => eb.case().when('identity.kind', '=', 'email').then(0).else(1).end())
      .executeTakeFirstOrThrow()
    known.set(mail, made)
  }
  return known
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
