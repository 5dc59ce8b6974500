import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { localDay } from '../../office/calendar/workdays.ts'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { NewTaxRate, TaxCode, TaxRate } from './products.schema.ts'

export type Rates = Record<TaxCode, number>

export const listTaxRates = ({ tx }: Act): Promise<TaxRate[]> =>
  tx
    .selectFrom('taxRate')
    .select(['id', 'code', 'fromOn', 'percent'])
    .orderBy('fromOn', 'desc')
    .orderBy('code')
    .execute() as Promise<TaxRate[]>

export type FoundRates = Partial<Rates> | null

/** The rates of a day, in percent, by their codes. */
export const ratesOn = (day: RawBuilder<unknown>) => sql<FoundRates>`
  (select jsonb_object_agg(r.code, r.percent) from (
    select distinct on (code) code, percent from tax_rate where from_on <= ${day} order by code, from_on desc) r)`

/** A code that had no rate of its own yet was taxed like the rest. */
export function ratesFrom(found: FoundRates): Rates {
  const standard = found?.standard ?? 0
  return { standard, reduced: found?.reduced ?? standard, exempt: 0, out: 0 }
}

/** A rate that the law has set for a day to come. Past rates stand: invoices were made by them. */
export async function addTaxRate(act: Act, rate: z.infer<typeof NewTaxRate>): Promise<TaxRate> {
  return asOwner(act, async act => {
    const { timeZone } = await act.tx.selectFrom('workspace').select('timeZone').executeTakeFirstOrThrow()
    if (rate.fromOn <= localDay(act.at, timeZone)) throw inThePast()
    const added = await act.tx
      .insertInto('taxRate')
      .values(rate)
      .onConflict(oc => oc.columns(['code', 'fromOn']).doUpdateSet({ percent: rate.percent }))
      .returning(['id', 'code', 'fromOn', 'percent'])
      .executeTakeFirstOrThrow()
    return added as TaxRate
  })
}

const inThePast = () =>
  new Refusal(
    'invalid',
    {
      en: 'A new rate starts on a day to come: what was invoiced until today was taxed by the present one.',
      ja: '新しい税率の適用開始日には、明日以降の日付を指定してください。',
    },
    { field: 'fromOn' },
  )
