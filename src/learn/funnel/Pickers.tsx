import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { useFormat } from '../../ui/format.ts'
import classes from './FunnelPage.module.css'
import { type Period, periods } from './funnel.schema.ts'

export type Which = { period?: Period; from?: string; until?: string; segment?: number }

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

/** Which leads are meant. It stands in the address, so that it can be linked to and come back to. */
export function useWhich(): { which: Which; go: (next: Which) => void } {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const period = periods.find(one => one === search.period)
  const which: Which = {
    ...(period ? { period } : {}),
    ...(isDay(search.from) && isDay(search.until) ? { from: search.from, until: search.until } : {}),
    ...(typeof search.segment === 'number' ? { segment: search.segment } : {}),
  }
  return { which, go: next => void navigate({ to: '.', search: next as never, replace: true }) }
}

type Props = { which: Which; days: { from: string; until: string } | undefined; onGo: (next: Which) => void }

/** Which days, and which people. */
export function Pickers({ which, days, onGo }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const segments = useQuery(rpc.segments.list.queryOptions())
  const own = which.from !== undefined
  const { segment } = which
  const also = segment === undefined ? {} : { segment }
  const pick = (value: string) => {
    const period = periods.find(one => one === value)
    if (period) onGo({ ...also, period })
    else if (days) onGo({ ...also, from: days.from, until: days.until })
  }
  const between = (next: { from?: string | null; until?: string | null }) => {
    const from = next.from ?? which.from
    const until = next.until ?? which.until
    if (from && until) onGo({ ...also, from, until: until < from ? from : until })
  }
  return (
    <div className={classes.pickers}>
      <NativeSelect
        label={t($ => $.funnel.period.label)}
        value={own ? 'own' : (which.period ?? 'fiscalYear')}
        data={[
          ...periods.map(value => ({ value, label: t($ => $.funnel.period[value]) })),
          { value: 'own', label: t($ => $.funnel.period.own) },
        ]}
        onChange={event => pick(event.currentTarget.value)}
      />
      {own && (
        <>
          <DayInput
            label={t($ => $.funnel.from)}
            value={which.from ?? null}
            maxDate={format.today()}
            onChange={from => between({ from })}
          />
          <DayInput
            label={t($ => $.funnel.until)}
            value={which.until ?? null}
            maxDate={format.today()}
            {...(which.from ? { minDate: which.from } : {})}
            onChange={until => between({ until })}
          />
        </>
      )}
      <NativeSelect
        label={t($ => $.funnel.segment)}
        value={segment === undefined ? '' : String(segment)}
        data={[
          { value: '', label: t($ => $.funnel.everybody) },
          ...(segments.data?.items ?? []).map(one => ({ value: String(one.id), label: one.name })),
        ]}
        onChange={event => {
          const { segment: _, ...rest } = which
          const { value } = event.currentTarget
          onGo(value ? { ...rest, segment: Number(value) } : rest)
        }}
      />
    </div>
  )
}
