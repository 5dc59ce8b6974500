import { ActionIcon, Skeleton } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { now } from '../../ui/now.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useDealTabs } from '../deals/useDealTabs.tsx'
import classes from './ForecastPage.module.css'
import { ForecastTable } from './ForecastTable.tsx'
import { ForecastTotal } from './ForecastTotal.tsx'

/** 予実: a month's quota, what is won and what is to be expected, by team and by person. The month stands in the address. */
export function ForecastPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const tabs = useDealTabs()
  const mayManage = useMay('quota.manage')
  const asked = useSearch({ strict: false }) as { month?: string }
  const forecast = useQuery({
    ...rpc.forecasts.get.queryOptions({ input: asked.month ? { month: asked.month } : {} }),
    placeholderData: keepPreviousData,
  })
  const month = forecast.data?.month ?? asked.month ?? format.today().slice(0, 7)
  const turn = (by: number) => {
    const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
    const next = `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
    void navigate({ to: '.', search: { month: next } as never, replace: true })
  }
  const data = forecast.data
  return (
    <Page
      title={t($ => $.desk.place.deals)}
      sub={t($ => $.deals.forecast.sub, { month: format.month(month) })}
      more={
        <div className={classes.months}>
          <ActionIcon aria-label={t($ => $.deals.forecast.before)} onClick={() => turn(-1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <span>{format.month(month)}</span>
          <ActionIcon aria-label={t($ => $.deals.forecast.after)} onClick={() => turn(1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </div>
      }
      {...tabs}
    >
      {forecast.isError && <Problem error={forecast.error} onRetry={forecast.refetch} />}
      {forecast.isPending && <Skeleton height={320} />}
      {data && (
        <div className={classes.page}>
          <ForecastTotal forecast={data} asOf={t($ => $.deals.forecast.asOf, { at: format.dateTime(now()) })} />
          {data.people.length === 0 && <Empty title={t($ => $.deals.forecast.empty)} />}
          {data.teams.length > 0 && (
            <ForecastTable
              title={t($ => $.deals.forecast.teams)}
              lines={data.teams}
              of="team"
              forecast={data}
              mayManage={mayManage}
            />
          )}
          {data.people.length > 0 && (
            <ForecastTable
              title={t($ => $.deals.forecast.people)}
              lines={data.people}
              of="user"
              forecast={data}
              mayManage={mayManage}
            />
          )}
        </div>
      )}
    </Page>
  )
}
