import { z } from 'zod'
import { loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import { changing, reading, reporting } from '../../office/roles/procedure.ts'
import { Forecast, ForecastQuery, Quota, QuotaQuery, SavedQuota, SetQuota } from './forecast.schema.ts'
import { forecast, refuseDaysAhead } from './forecast.ts'
import { listQuotas, setQuota } from './quotas.ts'

const tags = ['deals']

export const forecasts = {
  get: reporting('deal.read')
    .route({
      method: 'GET',
      path: '/forecast',
      summary: 'A month: quota, won, open and expected, by person and team',
      tags,
    })
    .input(ForecastQuery)
    .output(Forecast)
    .handler(async ({ input, context: { act } }) => {
      refuseDaysAhead(input, localDay(act.at, (await loadCalendar(act.tx)).timeZone))
      return forecast(act, input)
    }),
}

export const quotas = {
  list: reading('deal.read')
    .route({ method: 'GET', path: '/quotas', summary: 'Quotas of a month, of people and of teams', tags })
    .input(QuotaQuery)
    .output(z.object({ items: z.array(Quota) }))
    .handler(async ({ input, context: { act } }) => ({
      items: await listQuotas(act, input.month ?? localDay(act.at, (await loadCalendar(act.tx)).timeZone).slice(0, 7)),
    })),

  set: changing('quota.manage')
    .route({ method: 'PUT', path: '/quotas', summary: 'Sets what somebody, or a team, is to win in a month', tags })
    .input(SetQuota)
    .output(SavedQuota)
    .handler(async ({ input, context }) => ({
      ...(await setQuota(context.act, input)),
      operationId: context.act.operationId,
    })),
}
