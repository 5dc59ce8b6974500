import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Answer, FormField, whySpam } from './forms.schema.ts'

/** Nobody reads and fills in a form in less. */
const quickest = 2_000
const mostLinks = 2
const minutes = 10
/** A whole class at a seminar may sit behind one address. */
const mostFromOne = 20
const mostKept = 200

type Signs = {
  at: Date
  /** What stood in the field that people do not see. */
  trap: string
  /** When the page was given out, if one of ours was filled in. */
  givenAt: Date | undefined
  address: string
}

/** Why what was sent is taken for spam; nothing where it is not. Nobody else is asked about it. */
export async function signsOfSpam(
  tx: Tx,
  fields: FormField[],
  answers: Answer[],
  { at, trap, givenAt, address }: Signs,
): Promise<(typeof whySpam)[number][]> {
  const sites = new Set(fields.filter(f => f.to === 'company.website').map(f => f.key))
  const text = answers
    .filter(a => !sites.has(a.key))
    .map(a => a.value)
    .join('\n')
  const links = text.match(/https?:\/\/|www\.|\[url|<a\s/gi)?.length ?? 0
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select from submission where address = ${address} and submitted_at > ${new Date(at.getTime() - minutes * 60_000)} limit ${mostKept}) s`.execute(
    tx,
  )
  const lately = rows[0]?.n ?? 0
  if (lately >= mostKept) throw tooMany()
  return [
    ...(trap ? ['trap' as const] : []),
    ...(givenAt && at.getTime() - givenAt.getTime() < quickest ? ['fast' as const] : []),
    ...(links > mostLinks ? ['links' as const] : []),
    ...(lately >= mostFromOne ? ['rate' as const] : []),
  ]
}

const tooMany = () =>
  new Refusal('unavailable', {
    en: 'This form was sent very often from your network. Please try again in ten minutes.',
    ja: '短時間に多数の送信がありました。10分ほどしてからもう一度お試しください。',
  })
