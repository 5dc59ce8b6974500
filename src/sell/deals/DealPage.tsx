import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { IconPlayerPause, IconRefresh, IconTrophy, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { told, useEventSentence } from '../../people/persons/eventSentence.tsx'
import { api, rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { Timeline } from '../../ui/Timeline.tsx'
import { ActivityComposer } from '../activities/ActivityComposer.tsx'
import { PlannedActivities } from '../activities/PlannedActivities.tsx'
import { DealContacts } from './DealContacts.tsx'
import { DealFacts } from './DealFacts.tsx'
import classes from './DealPage.module.css'
import { DealPath } from './DealPath.tsx'
import type { DealOutcome, OneDeal } from './deals.schema.ts'
import { EndDialog } from './EndDialog.tsx'
import { StateMark } from './StateMark.tsx'
import { useReopen } from './useReopen.tsx'

type Part = 'timeline' | 'about'

/** What other capabilities put onto the page; the entrance passes it in. */
export type DealPageSlots = { trade?: (deal: OneDeal) => ReactNode }

/** A deal: its way on top, left what it is, in the middle what happened, right what comes next and who takes part. */
export function DealPage({ slots = {} }: { slots?: DealPageSlots }) {
  const id = useRowId()
  const { t } = useTranslation()
  const deal = useQuery(rpc.deals.get.queryOptions({ input: { id } }))
  const crumbs = [{ label: t($ => $.desk.place.deals), to: '/deals' }]
  if (deal.isError)
    return (
      <Page title={t($ => $.deals.one)} crumbs={crumbs}>
        <Problem error={deal.error} onRetry={deal.refetch} />
      </Page>
    )
  if (!deal.data)
    return (
      <Page title=" " crumbs={crumbs}>
        <Skeleton height={320} />
      </Page>
    )
  return <Whole key={id} deal={deal.data} slots={slots} />
}

function Whole({ deal, slots }: { deal: OneDeal; slots: DealPageSlots }) {
  const { t } = useTranslation()
  const may = useMay('deal.work')
  const [ending, setEnding] = useState<DealOutcome>()
  const [part, setPart] = useState<Part>('timeline')
  const reopen = useReopen(deal)
  const open = deal.outcome === null
  const act = open
    ? { label: t($ => $.deals.win), icon: IconTrophy, onClick: () => setEnding('won'), keys: 'w' }
    : {
        label: t($ => $.deals.reopen),
        icon: IconRefresh,
        loading: reopen.pending,
        onClick: reopen.ask,
      }
  return (
    <Page
      title={deal.title}
      crumbs={[{ label: t($ => $.desk.place.deals), to: '/deals' }]}
      aside={<StateMark deal={deal} />}
      sub={<Where deal={deal} />}
      more={
        may &&
        open && (
          <>
            <Button variant="default" leftSection={<IconX size={16} aria-hidden />} onClick={() => setEnding('lost')}>
              {t($ => $.deals.lose)}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={16} aria-hidden />}
              onClick={() => setEnding('stopped')}
            >
              {t($ => $.deals.stop)}
            </Button>
          </>
        )
      }
      {...(may ? { act } : {})}
    >
      <DealPath deal={deal} mayMove={may && open} onWin={() => setEnding('won')} />
      <div className={classes.page} data-part={part}>
        <div className={classes.next}>
          {slots.trade?.(deal)}
          {open ? (
            <section aria-label={t($ => $.deals.field.next)}>
              <h2 className={classes.heading}>{t($ => $.deals.field.next)}</h2>
              {deal.stalled && (
                <p className={classes.stalled}>
                  {t($ => $.dealList.stalledBecause, {
                    why: deal.next ? t($ => $.deals.pastNext) : t($ => $.deals.noNext),
                  })}
                </p>
              )}
              <PlannedActivities whom={{ dealId: deal.id }} bare />
            </section>
          ) : (
            <PlannedActivities whom={{ dealId: deal.id }} />
          )}
          <DealContacts deal={deal} />
        </div>
        <div className={classes.switch}>
          <SegmentedControl
            fullWidth
            aria-label={t($ => $.deals.one)}
            value={part}
            onChange={value => setPart(value === 'about' ? 'about' : 'timeline')}
            data={[
              { value: 'timeline', label: t($ => $.deals.happened) },
              { value: 'about', label: t($ => $.deals.facts) },
            ]}
          />
        </div>
        <div className={classes.about}>
          <DealFacts deal={deal} mayEdit={may} />
        </div>
        <div className={classes.timeline}>
          <Happened id={deal.id} />
        </div>
      </div>
      {reopen.dialog}
      <EndDialog deal={ending && deal} outcome={ending ?? 'won'} onClose={() => setEnding(undefined)} />
    </Page>
  )
}

function Where({ deal }: { deal: OneDeal }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={classes.where}>
      {deal.company && (
        <Link to="/companies/$id" params={{ id: deal.company.id }}>
          {deal.company.name}
        </Link>
      )}
      {deal.person && (
        <Link to="/persons/$id" params={{ id: deal.person.id }}>
          {deal.person.name}
        </Link>
      )}
      <strong>
        <Money amount={deal.amount} earned={deal.outcome === 'won'} />
      </strong>
      {deal.outcome === null && (
        <span>
          {t($ => $.deals.field.chance)} {deal.chance}%
        </span>
      )}
      {deal.expectedClose && deal.outcome === null && (
        <span>
          {t($ => $.deals.field.expectedClose)} {format.date(deal.expectedClose)}
        </span>
      )}
      <span>
        {t($ => $.deals.owner)} {deal.owner.name}
      </span>
    </div>
  )
}

function Happened({ id }: { id: number }) {
  const { t } = useTranslation()
  const describe = useEventSentence()
  return (
    <Timeline
      queryKey={['timeline', 'deal', id]}
      page={async (asked, signal) => {
        const page = await api.deals.timeline({ id, limit: 40, ...asked }, { signal })
        return { ...page, items: told(page.items) }
      }}
      groups={['contact', 'lead']}
      describe={describe}
      composer={<ActivityComposer whom={{ dealId: id }} />}
      empty={<Empty title={t($ => $.deals.happenedEmpty)} art="thread" />}
    />
  )
}
