import { momentOf } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { type Granting, grantConsents } from '../../people/consent/consent.ts'
import type { NewPerson } from '../../people/persons/write.ts'
import type { ConsentBasis } from './imports.schema.ts'
import type { Importing } from './taking.ts'

const basisWords: Record<Exclude<ConsentBasis, 'none'>, string> = {
  business_card: '名刺交換',
  opt_in: 'ご本人の同意',
  transaction: 'お取引',
  published: '公表されたアドレス',
}

/** The evidence as it is kept: what was answered, and from which list it came. */
export function evidenceWords({ options: { basis, evidence, source }, fileName }: Importing): string {
  const said = evidence ?? [basis && basis !== 'none' ? basisWords[basis] : null, source].filter(Boolean).join('：')
  return `${said}（${fileName}）`
}

/**
 * Keeps on which basis these people may be approached, for each channel we have of them. Who has said no is never asked
 * in again by a list. Answers who got a new one.
 */
export async function keepBasis(
  act: OwnerAct,
  importing: Importing,
  people: { personId: number; person: NewPerson }[],
): Promise<Set<number>> {
  const { basis } = importing.options
  if (basis === null || basis === 'none') return new Set()
  const { calendar } = importing
  const grants = people.flatMap(({ personId, person }): Granting[] => {
    const channels = [
      ...(person.email ? ['mail' as const] : []),
      ...(person.phone || person.mobile ? ['phone' as const] : []),
    ]
    const exchanged = person.exchangedOn ? momentOf(person.exchangedOn, calendar.dayStarts, calendar.timeZone) : act.at
    const grantedAt = exchanged < act.at ? exchanged : act.at
    return channels.map(channel => ({ personId, channel, grantedAt }))
  })
  return grantConsents(act, grants, {
    basis,
    via: evidenceWords(importing),
    importId: importing.id,
    historic: true,
  })
}
