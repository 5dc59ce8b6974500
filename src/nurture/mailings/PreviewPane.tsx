import { SegmentedControl, Select, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Problem } from '../../ui/Problem.tsx'
import classes from './mailings.module.css'

type Props = { id: number; version: number; draft?: { subject: string; preheader: string; body: string } }
type Look = 'wide' | 'narrow' | 'plain'

/** The mail as a chosen person gets it, while it is being written: made by the server, in a frame where nothing can run. */
export function PreviewPane({ id, version, draft }: Props) {
  const { t } = useTranslation()
  const [look, setLook] = useState<Look>('wide')
  const [person, setPerson] = useState<{ id: number; name: string } | null>(null)
  const [written] = useDebouncedValue(draft, 300)
  const mail = useQuery({
    ...rpc.mailings.preview.queryOptions({ input: { id, ...written, ...(person ? { personId: person.id } : {}) } }),
    queryKey: ['mailings', 'preview', id, version, written, person?.id],
    placeholderData: keepPreviousData,
  })
  return (
    <section
      className={`${classes.stack} ${classes.preview}`}
      style={{ gap: 8 }}
      aria-label={t($ => $.mailings.preview)}
    >
      <div className={classes.line}>
        <Title order={2}>{t($ => $.mailings.preview)}</Title>
        <SegmentedControl
          size="xs"
          aria-label={t($ => $.mailings.preview)}
          value={look}
          onChange={value => setLook(value as Look)}
          data={(['wide', 'narrow', 'plain'] as const).map(value => ({ value, label: t($ => $.mailings[value]) }))}
        />
      </div>
      <AsWhom value={person} onPick={setPerson} />
      {mail.isError && <Problem error={mail.error} />}
      {mail.data && (
        <>
          <dl className={classes.letter}>
            <dt>{t($ => $.mailings.field.subject)}</dt>
            <dd>{mail.data.subject || '―'}</dd>
            <dt>{t($ => $.mailings.from)}</dt>
            <dd>{mail.data.from || '―'}</dd>
          </dl>
          {look === 'plain' ? (
            <div className="ui-card">
              <pre className={classes.plain} tabIndex={0}>
                {mail.data.text}
              </pre>
            </div>
          ) : (
            <div className={classes.paper} data-width={look}>
              <iframe title={t($ => $.mailings.preview)} sandbox="" srcDoc={mail.data.html} />
            </div>
          )}
          <span className={classes.small}>
            {t($ => $.mailings.toFirst, { name: mail.data.person?.name || t($ => $.mailings.madeUp) })}
          </span>
        </>
      )}
    </section>
  )
}

type Person = { id: number; name: string }

function AsWhom({ value, onPick }: { value: Person | null; onPick: (person: Person | null) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 250)
  const asked = q.length > 1 && q !== value?.name
  const found = useQuery({
    ...rpc.persons.list.queryOptions({ input: { q, limit: 20 } }),
    enabled: asked,
    placeholderData: keepPreviousData,
  })
  const people = (asked ? (found.data?.items ?? []) : []).map(one => ({
    id: one.id,
    name: [one.familyName, one.givenName].filter(Boolean).join(' ') || t($ => $.ui.person.unknown),
  }))
  const choices = [...new Map([...(value ? [value] : []), ...people].map(one => [one.id, one])).values()]
  return (
    <Select
      size="xs"
      aria-label={t($ => $.mailings.previewAs)}
      placeholder={t($ => $.mailings.previewFirst)}
      data={choices.map(one => ({ value: String(one.id), label: one.name }))}
      value={value ? String(value.id) : null}
      searchable
      clearable
      // The server has found them; what it folds together the list must not throw out again.
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onChange={id => onPick(choices.find(one => String(one.id) === id) ?? null)}
      nothingFoundMessage={asked && !found.isFetching ? t($ => $.mailings.nobodyFound) : t($ => $.mailings.previewAs)}
    />
  )
}
