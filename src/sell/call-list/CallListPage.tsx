import { Button, Skeleton, Text } from '@mantine/core'
import { IconArrowBackUp, IconPlayerSkipForward } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { told, useEventSentence } from '../../people/persons/eventSentence.tsx'
import { PersonTimeline } from '../../people/persons/PersonTimeline.tsx'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { useWhen } from '../activities/when.tsx'
import { CallDone } from './CallDone.tsx'
import classes from './CallListPage.module.css'
import { Colleagues } from './Colleagues.tsx'
import type { CallScreen } from './call-list.schema.ts'
import { FactsPanel } from './FactsPanel.tsx'
import { OutcomePanel } from './OutcomePanel.tsx'
import { Upcoming } from './Upcoming.tsx'
import { useCalls } from './useCalls.tsx'
import { WhoPanel } from './WhoPanel.tsx'

/** 架電リスト: one person a screen, an outcome by a key, and the next. */
export function CallListPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const calls = useCalls()
  const { call, total } = calls
  const screen = call.data
  const top = useRef<HTMLDivElement>(null)
  const leadId = screen?.item.leadId
  // The outcome is far below on a phone; whoever is next begins with their name.
  useEffect(() => {
    if (leadId !== undefined) top.current?.closest('main')?.scrollTo(0, 0)
  }, [leadId])
  useKeys([
    { keys: 'n', label: t($ => $.calls.skip), run: calls.skip },
    { keys: 'p', label: t($ => $.calls.back), run: calls.back },
  ])

  return (
    <Page
      title={t($ => $.calls.title)}
      aside={
        !!total && (
          <Text className={classes.small}>{t($ => $.calls.left, { count: total, figure: format.number(total) })}</Text>
        )
      }
      more={
        <>
          {calls.canGoBack && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={calls.back}
              aria-keyshortcuts="p"
            >
              {t($ => $.calls.back)}
            </Button>
          )}
          {screen && (
            <Button
              variant="default"
              leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
              onClick={calls.skip}
              aria-keyshortcuts="n"
            >
              {t($ => $.calls.skip)}
            </Button>
          )}
        </>
      }
    >
      {call.isPending && <Bones />}
      {call.isError && <Problem error={call.error} onRetry={calls.restart} />}
      {screen && !call.isError && (
        <div className={classes.screen} ref={top}>
          <div className={classes.left}>
            <WhoPanel screen={screen} />
            <FactsPanel screen={screen} />
          </div>
          <What key={`what ${screen.item.leadId}`} screen={screen} />
          <div className={classes.right}>
            <OutcomePanel key={screen.item.leadId} screen={screen} onSaved={calls.saved} />
            <Upcoming items={calls.upcoming} onPick={calls.pick} />
          </div>
        </div>
      )}
      {screen === null && <CallDone total={total ?? 0} called={calls.canGoBack} onRestart={calls.restart} />}
    </Page>
  )
}

/** Why now, who else is there, and what was. */
function What({ screen }: { screen: CallScreen }) {
  const { t } = useTranslation()
  const format = useFormat()
  const when = useWhen()
  const client = useQueryClient()
  const { item, why, plan, company, timeline } = screen
  const queryKey = item.personId ? ['timeline', 'person', item.personId] : ['timeline', 'company', item.companyId]
  // The first page came with the screen; the timeline reads on from there.
  useState(() =>
    client.setQueryData([...queryKey, 'all'], {
      pages: [{ ...timeline, items: told(timeline.items) }],
      pageParams: [''],
    }),
  )

  return (
    <div className={classes.middle}>
      <section className={`${classes.card} ${classes.why}`} aria-label={t($ => $.calls.why)}>
        <Text fw={600}>{t($ => $.calls.why)}</Text>
        <Text>{why?.note || t($ => $.calls.noWhy)}</Text>
        {why && (
          <Text className={classes.small}>
            {t($ => $.calls.whyFrom, { from: why.from, date: format.short(why.offeredAt) })}
          </Text>
        )}
        {plan && (
          <Text mt={8}>
            {t($ => $.calls.plan, {
              when: when(plan.plannedAt),
              what: plan.subject || plan.note || t($ => $.activities.kind[plan.kind]),
            })}
          </Text>
        )}
      </section>
      {company && screen.colleagues.length > 0 && <Colleagues company={company.name} colleagues={screen.colleagues} />}
      <section className={`${classes.card} ${classes.timeline}`}>
        {item.personId ? <PersonTimeline id={item.personId} /> : <OfCompany id={item.companyId!} />}
      </section>
    </div>
  )
}

/** Of a lead whose person is not known yet. */
function OfCompany({ id }: { id: number }) {
  const { t } = useTranslation()
  const describe = useEventSentence('company')
  return (
    <Timeline
      queryKey={['timeline', 'company', id]}
      page={async (asked, signal) => {
        const page = await api.companies.timeline({ id, ...asked }, { signal })
        return { ...page, items: told(page.items) }
      }}
      describe={describe}
      empty={<Text c="dimmed">{t($ => $.calls.nothing)}</Text>}
    />
  )
}

function Bones() {
  return (
    <div className={classes.screen} aria-hidden>
      <Skeleton height={320} radius={8} />
      <Skeleton height={480} radius={8} />
      <Skeleton height={280} radius={8} />
    </div>
  )
}
