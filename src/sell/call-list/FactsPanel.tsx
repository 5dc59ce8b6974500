import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { useFormat } from '../../ui/format.ts'
import type { CallScreen } from './call-list.schema.ts'
import classes from './WhoPanel.module.css'

/** What is known of the person and the company. */
export function FactsPanel({ screen: { person, company } }: { screen: CallScreen }) {
  const { t } = useTranslation()
  const format = useFormat()
  const exchanged = person?.exchangedOn
    ? person.exchangedBy
      ? t($ => $.calls.fact.exchangedBy, { date: format.date(person.exchangedOn), by: unbroken(person.exchangedBy) })
      : format.date(person.exchangedOn)
    : null
  return (
    <section className={classes.who}>
      <Facts>
        {person?.email && (
          <Fact
            label={t($ => $.calls.fact.email)}
            value={person.email}
            show={
              <Anchor href={`mailto:${person.email}`}>
                {person.email.split('@')[0]}
                <wbr />@{person.email.split('@')[1]}
              </Anchor>
            }
          />
        )}
        {person?.source && <Fact label={t($ => $.calls.fact.source)} value={person.source} />}
        {exchanged && <Fact label={t($ => $.calls.fact.exchanged)} value={exchanged} />}
        {person?.memo && <Fact label={t($ => $.calls.fact.memo)} value={person.memo} />}
        {company?.industry && <Fact label={t($ => $.calls.fact.industry)} value={company.industry} />}
        {company?.employees && (
          <Fact
            label={t($ => $.calls.fact.employees)}
            value={t($ => $.calls.fact.employeesOf, { figure: format.number(company.employees) })}
          />
        )}
        {company?.address && (
          <Fact label={t($ => $.calls.fact.address)} value={whole(company.prefecture, company.address)} />
        )}
        {company?.website && (
          <Fact
            label={t($ => $.calls.fact.website)}
            value={company.website}
            show={
              <Anchor href={company.website} target="_blank" rel="noreferrer">
                {company.website.replace(/^https?:\/\//, '').replace(/\/$/, '')}
              </Anchor>
            }
          />
        )}
        {company?.customerSince && (
          <Fact label={t($ => $.calls.fact.customer)} value={format.date(company.customerSince)} />
        )}
        {company?.memo && <Fact label={t($ => $.calls.fact.company)} value={company.memo} />}
      </Facts>
    </section>
  )
}

/** A name stays on one line. */
const unbroken = (name: string) => name.replaceAll(' ', '\u00a0')

/** Most addresses begin with their prefecture already. */
const whole = (prefecture: string | null, address: string | null) =>
  prefecture && !address?.startsWith(prefecture) ? `${prefecture}${address ?? ''}` : (address ?? '')
