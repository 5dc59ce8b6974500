import { Text } from '@mantine/core'
import { IconMail, IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { told, useEventSentence } from '../persons/eventSentence.tsx'
import { PersonNext } from '../persons/PersonNext.tsx'
import type { PersonRow } from '../persons/persons.schema.ts'
import classes from './LeadsPage.module.css'
import { kanaOf, nameOf } from './leadColumns.tsx'

const shown = 6

/** One person beside the list: how to reach them, what comes next, what happened last. */
export function LeadAside({ row }: { row: PersonRow }) {
  const { t } = useTranslation()
  const { phone, mobile, email } = row
  const kana = kanaOf(row)
  const numbers = [...new Set([phone, mobile].filter(number => number !== null))]
  return (
    <div className={classes.aside}>
      <div>
        <h2 className={classes.heading}>
          <Link to="/persons/$id" params={{ id: row.id }}>
            {nameOf(row) || t($ => $.ui.person.unknown)}
          </Link>
          {kana && <span className={classes.reading}>{kana}</span>}
        </h2>
        <div className={classes.where}>
          {row.companyId && (
            <Link to="/companies/$id" params={{ id: row.companyId }}>
              {row.companyName}
            </Link>
          )}
          {(row.department || row.title) && <span>{[row.department, row.title].filter(Boolean).join(' ')}</span>}
          {numbers.map(number => (
            <a
              key={number}
              href={`tel:${number.replace(/[^\d+]/g, '')}`}
              aria-label={t($ => $.persons.call, { number })}
            >
              <IconPhone size={15} stroke={1.7} aria-hidden />
              {number}
            </a>
          ))}
          {email && (
            <a href={`mailto:${email}`} aria-label={t($ => $.persons.mail, { address: email })}>
              <IconMail size={15} stroke={1.7} aria-hidden />
              {email}
            </a>
          )}
        </div>
      </div>
      <section aria-label={t($ => $.leads.next.title)}>
        <PersonNext person={row} />
      </section>
      {row.memo && (
        <Text size="sm" className="ui-prose" style={{ whiteSpace: 'pre-wrap' }}>
          {row.memo}
        </Text>
      )}
      <LastEvents id={row.id} />
    </div>
  )
}

function LastEvents({ id }: { id: number }) {
  const { t } = useTranslation()
  const describe = useEventSentence()
  const events = useQuery({
    queryKey: ['timeline', 'person', id, 'last'],
    queryFn: async ({ signal }) =>
      told((await api.persons.timeline({ id, limit: shown, machine: false }, { signal })).items),
    meta: { personIds: [id] },
  })
  if (!events.data) return null
  return (
    <section aria-label={t($ => $.leadList.aside.last)}>
      <Text size="sm" c="dimmed" mb={6}>
        {t($ => $.leadList.aside.last)}
      </Text>
      {events.data.length === 0 && <Text size="sm">{t($ => $.leadList.aside.noEvents)}</Text>}
      <ol className={classes.events}>
        {events.data.map(entry => {
          const { title, text } = describe(entry)
          return (
            <li key={entry.id}>
              <span className={classes.when}>
                <DateText value={entry.occurredAt} as="dateTime" />
              </span>
              {title}
              {text && <span className={classes.quote}>{text}</span>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
