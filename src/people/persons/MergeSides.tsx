import { Button } from '@mantine/core'
import { IconArrowsExchange, type IconArrowsJoin, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { useFormat } from '../../ui/format.ts'
import { StageBadge } from '../../ui/StageBadge.tsx'
import classes from './Merge.module.css'
import { progressOf } from './merge.schema.ts'
import { nameOf } from './PickDuplicate.tsx'
import { gained, personFieldKeys } from './personFields.schema.ts'
import type { Person } from './persons.schema.ts'

type Props = {
  keep: Person
  absorb: Person
  pending: boolean
  onSwap: () => void
  onOther: () => void
  act: { label: string; icon: typeof IconArrowsJoin; onClick: () => unknown }
}

const shown = personFieldKeys.flatMap(key => (key === 'department' ? (['companyName', key] as const) : [key]))
type Field = (typeof shown)[number]

function gains(keep: Person, absorb: Person): Set<Field> {
  const fields: Field[] = gained(keep, absorb)
  return new Set(keep.companyName === null && absorb.companyName ? [...fields, 'companyName'] : fields)
}

/** Both people, field by field: what stays, what is filled from the other. */
export function MergeSides({ keep, absorb, pending, onSwap, onOther, act }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const gained = gains(keep, absorb)
  const fields = shown.filter(f => f !== 'familyName' && f !== 'givenName' && (keep[f] || absorb[f]))
  const value = (person: Person, field: Field) => {
    const text = person[field]
    return text && field === 'exchangedOn' ? format.date(text) : text
  }
  const label = (field: Field) => t($ => $.persons.field[field === 'companyName' ? 'company' : field])
  return (
    <>
      <table className={classes.sides}>
        <thead>
          <tr>
            <td />
            {[keep, absorb].map((person, side) => (
              <th key={person.id} scope="col">
                <span className={classes.role} data-keep={side === 0 || undefined}>
                  {side === 0 ? t($ => $.merge.keep) : t($ => $.merge.absorb)}
                </span>
                <span className={classes.name}>{nameOf(person) || t($ => $.ui.person.unknown)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(field => (
            <tr key={field}>
              <th scope="row">{label(field)}</th>
              <td data-stays={(keep[field] && 'true') || undefined}>
                {value(keep, field) ?? <span className="ui-quiet">―</span>}
              </td>
              <td
                data-stays={gained.has(field) || undefined}
                data-gone={(!gained.has(field) && absorb[field] !== keep[field]) || undefined}
              >
                {value(absorb, field) ?? <span className="ui-quiet">―</span>}
                {gained.has(field) && (
                  <span className={classes.gained}>
                    <IconCheck size={14} stroke={2} aria-hidden />
                    {t($ => $.merge.filled)}
                  </span>
                )}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t($ => $.merge.leads)}</th>
            {[keep, absorb].map(person => (
              <td key={person.id}>
                <Leads person={person} other={person === keep ? absorb : keep} wins={person === keep} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t($ => $.merge.consents)}</th>
            <td colSpan={2}>
              <Consents people={[keep, absorb]} />
            </td>
          </tr>
        </tbody>
      </table>
      <div className={classes.acts}>
        <Button leftSection={<act.icon size={16} aria-hidden />} loading={pending} onClick={() => void act.onClick()}>
          {act.label}
        </Button>
        <Button variant="default" leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={onSwap}>
          {t($ => $.merge.swap)}
        </Button>
        <Button variant="subtle" color="gray" onClick={onOther}>
          {t($ => $.merge.other)}
        </Button>
      </div>
    </>
  )
}

/** The open leads of one side, and which of two for a product line goes on. */
function Leads({ person, other, wins }: { person: Person; other: Person; wins: boolean }): ReactNode {
  const { t } = useTranslation()
  const open = person.leads.filter(lead => lead.closedAt === null)
  if (open.length === 0) return <span className="ui-quiet">―</span>
  return open.map(lead => {
    const rival = other.leads.find(l => l.closedAt === null && l.productLine === lead.productLine)
    const ahead = rival ? progressOf(lead.stage) - progressOf(rival.stage) : 0
    const stays = !rival || ahead > 0 || (ahead === 0 && wins)
    return (
      <div key={lead.id} className={classes.lead}>
        <span className={classes.line}>
          <StageBadge stage={lead.stage} />
          {lead.holder?.name}
          {lead.clock && <ClockBadge due={lead.clock.at} />}
        </span>
        {rival && <span className="ui-quiet">{stays ? t($ => $.merge.leadStays) : t($ => $.merge.leadGoes)}</span>}
      </div>
    )
  })
}

function Consents({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation()
  const all = people.flatMap(person => person.consents)
  if (all.length === 0) return <span className="ui-quiet">―</span>
  const refused = all.some(consent => consent.withdrawnAt !== null)
  return (
    <>
      {all.map(consent => (
        <div key={consent.id} data-gone={consent.withdrawnAt !== null || undefined}>
          {t($ => $.consent.channel[consent.channel])}：{t($ => $.consent.basis[consent.basis as 'opt_in'])}
          {consent.withdrawnAt && `（${t($ => $.consent.state.refused)}）`}
        </div>
      ))}
      {refused && <div className={classes.warning}>{t($ => $.merge.refusedWins)}</div>}
    </>
  )
}
