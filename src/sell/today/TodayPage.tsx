import { Skeleton } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazyRouteComponent, useNavigate } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay, useMe } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Answered } from './Answered.tsx'
import { Clocks } from './Clocks.tsx'
import { MarketingToday } from './MarketingToday.tsx'
import { MyActivities } from './MyActivities.tsx'
import { Setup } from './Setup.tsx'
import { Tiles } from './Tiles.tsx'
import classes from './TodayPage.module.css'
import { Waiting } from './Waiting.tsx'

/** Managers alone have it here. */
const DayOverview = lazyRouteComponent(() => import('../day/DayOverview.tsx'), 'DayOverview')

/** What other capabilities put onto this page; the entrance passes it in. */
export type TodaySlots = { accounting?: () => ReactNode }

/** ホーム: what the day asks of whoever is signed in, by their roles. */
export function TodayPage({ slots = {} }: { slots?: TodaySlots }) {
  return useMay('activity.read') ? <Today /> : <Accounting slots={slots} />
}

function Today() {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const { rights } = useMe()
  const steers = rights.includes('day.read')
  useEffect(() => {
    if (steers) void DayOverview.preload?.()
  }, [steers])
  const works = rights.includes('lead.work')
  const today = useQuery(rpc.today.get.queryOptions())
  const data = today.data
  const toCall = data?.counts.toCall ?? 0
  const mine = data && Object.values(data.counts).some(count => count > 0)
  return (
    <Page
      title={t($ => $.today.title)}
      sub={format.date(format.today())}
      {...(toCall > 0
        ? {
            act: {
              label: t($ => $.today.start, { count: toCall }),
              icon: IconPhone,
              onClick: () => navigate({ to: '/calls' }),
            },
          }
        : {})}
    >
      {today.isPending && <Skeleton height={320} radius={8} />}
      {today.isError && <Problem error={today.error} onRetry={today.refetch} />}
      {data && (
        <>
          {data.setup && <Setup setup={data.setup} />}
          {data.marketing && <MarketingToday marketing={data.marketing} />}
          {works && mine && (
            <>
              <Tiles today={data} />
              <div className={`${classes.columns} ${classes.section}`}>
                <div className={classes.column}>
                  <Waiting offers={data.offers} total={data.counts.offers} />
                  <Clocks clocks={data.clocks} />
                </div>
                <div className={classes.column}>
                  <MyActivities activities={data.activities} total={data.counts.activities} />
                  {data.answered.length > 0 && <Answered offers={data.answered} />}
                </div>
              </div>
            </>
          )}
          {works && !mine && data.answered.length > 0 && <Answered offers={data.answered} />}
          {!mine && !steers && !data.marketing && (
            <Empty art="done" title={t($ => $.today.quiet.title)}>
              {t($ => $.today.quiet.text)}
            </Empty>
          )}
          {steers && (
            <Suspense fallback={<Skeleton height={320} radius={8} />}>
              <DayOverview silent={data.marketing !== null} />
            </Suspense>
          )}
        </>
      )}
    </Page>
  )
}

/** Whoever does not work with people finds the money here, and the companies. */
function Accounting({ slots }: { slots: TodaySlots }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  return (
    <Page title={t($ => $.today.title)} sub={format.date(format.today())}>
      {slots.accounting?.() ?? (
        <Empty
          art="building"
          title={t($ => $.today.accounting.title)}
          act={{ label: t($ => $.today.accounting.open), onClick: () => navigate({ to: '/companies' }) }}
        >
          {t($ => $.today.accounting.text)}
        </Empty>
      )}
    </Page>
  )
}
