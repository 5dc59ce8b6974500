import { SegmentedControl, Skeleton } from '@mantine/core'
import { IconMail, IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { Temperature } from '../../ui/Temperature.tsx'
import { ConsentPanel } from '../consent/ConsentPanel.tsx'
import { DuplicatesNote } from './DuplicatesNote.tsx'
import { PersonActs } from './PersonActs.tsx'
import { PersonFacts } from './PersonFacts.tsx'
import { PersonNext } from './PersonNext.tsx'
import classes from './PersonPage.module.css'
import { PersonTimeline } from './PersonTimeline.tsx'
import type { Person } from './persons.schema.ts'

/** What other capabilities put onto the page of a person; the entrance passes it in. */
export type PersonSlots = {
  /** Writes down or plans a call, visit, mail or note: above the timeline. */
  composer?: (person: Person) => ReactNode
  /** Below what comes next: what is planned. */
  planned?: (person: Person) => ReactNode
  /** Below that: how much they want it and how well they fit, explained. */
  score?: (person: Person) => ReactNode
}

/** A person: who they are, what happened, what comes next. On the phone, what comes next is first. */
export function PersonPage({ slots = {} }: { slots?: PersonSlots }) {
  const id = useRowId()
  const { t } = useTranslation()
  const person = useQuery({ ...rpc.persons.get.queryOptions({ input: { id } }), meta: { personIds: [id] } })
  if (person.isError)
    return (
      <Page title={t($ => $.persons.one)} crumbs={[{ label: t($ => $.persons.crumb), to: '/leads' }]}>
        <Problem error={person.error} onRetry={person.refetch} />
      </Page>
    )
  if (!person.data) return <Bones />
  // Who was merged into somebody is that somebody from now on.
  if (person.data.id !== id) return <Navigate to="/persons/$id" params={{ id: person.data.id }} replace />
  return <Whole key={id} person={person.data} slots={slots} />
}

function Whole({ person, slots }: { person: Person; slots: PersonSlots }) {
  const { t } = useTranslation()
  const [part, setPart] = useState<string>('timeline')
  const name = [person.familyName, person.givenName].filter(Boolean).join(' ') || t($ => $.ui.person.unknown)
  const kana = [person.familyNameKana, person.givenNameKana].filter(Boolean).join(' ')
  return (
    <Page
      title={name}
      crumbs={[{ label: t($ => $.persons.crumb), to: '/leads' }]}
      aside={
        <>
          {kana && <span className={classes.kana}>{kana}</span>}
          {person.stage && <StageBadge stage={person.stage} />}
          {person.temperature !== 'cool' && <Temperature value={person.temperature} />}
        </>
      }
      sub={<Where person={person} />}
      more={<PersonActs person={person} />}
    >
      <div className={classes.page} data-part={part}>
        <section className={classes.next} aria-label={t($ => $.leads.next.title)}>
          <h2 className={classes.title}>{t($ => $.leads.next.title)}</h2>
          <PersonNext person={person} withKeys withoutPlan={slots.planned !== undefined} />
          {slots.planned?.(person)}
          {slots.score?.(person)}
          <DuplicatesNote personId={person.id} />
        </section>
        <div className={classes.switch}>
          <SegmentedControl
            fullWidth
            aria-label={t($ => $.persons.part.switch)}
            value={part}
            onChange={setPart}
            data={[
              { value: 'timeline', label: t($ => $.persons.part.timeline) },
              { value: 'about', label: t($ => $.persons.part.about) },
            ]}
          />
        </div>
        <div className={classes.about}>
          <PersonFacts person={person} consent={<ConsentPanel personId={person.id} />} />
        </div>
        <div className={classes.timeline}>
          <PersonTimeline id={person.id} composer={slots.composer?.(person)} />
        </div>
      </div>
    </Page>
  )
}

/** Company, department and title in one line, and the ways to reach them by one press. */
function Where({ person }: { person: Person }) {
  const { t } = useTranslation()
  const numbers = [...new Set([person.phone, person.mobile].filter(number => number !== null))]
  return (
    <div className={classes.where}>
      {person.companyId && (
        <Link to="/companies/$id" params={{ id: person.companyId }}>
          {person.companyName}
        </Link>
      )}
      {(person.department || person.title) && (
        <span>{[person.department, person.title].filter(Boolean).join(' ')}</span>
      )}
      {numbers.map(number => (
        <a key={number} href={`tel:${number.replace(/[^\d+]/g, '')}`} aria-label={t($ => $.persons.call, { number })}>
          <IconPhone size={15} stroke={1.7} aria-hidden />
          {number}
        </a>
      ))}
      {person.email && (
        <a href={`mailto:${person.email}`} aria-label={t($ => $.persons.mail, { address: person.email })}>
          <IconMail size={15} stroke={1.7} aria-hidden />
          {person.email}
        </a>
      )}
    </div>
  )
}

function Bones() {
  return (
    <div className={classes.bones} aria-hidden>
      <Skeleton height={24} width={220} />
      <Skeleton height={14} width={360} />
      <div className={classes.page}>
        <Skeleton className={classes.about} height={360} />
        <Skeleton className={classes.timeline} height={480} />
        <Skeleton className={classes.next} height={240} />
      </div>
    </div>
  )
}
