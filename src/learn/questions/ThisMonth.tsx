import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { Figure } from './Question.tsx'
import classes from './QuestionsPage.module.css'
import type { Questions } from './questions.schema.ts'

/** What was won this month and what may still be, against the quota. */
export function ThisMonth({ closing }: { closing: NonNullable<Questions['closing']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { won, quota, weighted } = closing
  const scale = Math.max(quota, won.sum + weighted, 1)
  const part = (amount: number) => `${(amount / scale) * 100}%`
  const counted = (count: number) => t($ => $.questions.deals, { count: count, figure: format.number(count) })
  const gap = quota - won.sum
  return (
    <>
      <div className={classes.figures}>
        <Figure
          to={closing.list}
          value={format.money(closing.sum)}
          label={`${t($ => $.questions.q7.open, { month: format.month(closing.month) })} · ${counted(closing.count)} · ${t(
            $ => $.questions.q7.weighted,
            { amount: format.money(weighted) },
          )}`}
        />
        <Figure
          to={won.list}
          value={format.money(won.sum)}
          label={`${t($ => $.questions.q7.won)} · ${counted(won.count)}`}
        />
        {quota > 0 ? (
          <Figure
            value={gap > 0 ? format.money(gap) : t($ => $.questions.q7.reached)}
            label={`${gap > 0 ? `${t($ => $.questions.q7.gap)} · ` : ''}${t($ => $.questions.q7.quota)} ${format.money(quota)}`}
          />
        ) : (
          <p className={classes.text}>{t($ => $.questions.q7.noQuota)}</p>
        )}
      </div>
      <div
        className={classes.month}
        role="img"
        aria-label={t($ => $.questions.q7.bar, {
          won: format.money(won.sum),
          weighted: format.money(weighted),
          quota: format.money(quota),
        })}
      >
        <span data-of="hope" style={{ width: part(won.sum + weighted) }} />
        <span data-of="won" style={{ width: part(won.sum) }} />
        {quota > 0 && <span data-of="quota" style={{ left: `calc(${part(quota)} - 2px)` }} />}
      </div>
    </>
  )
}
