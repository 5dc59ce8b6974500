import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { Money } from '../../ui/Money.tsx'
import { saveInPlace } from '../../ui/saveInPlace.ts'
import type { Value } from '../../ui/useSaves.ts'
import classes from './DealPage.module.css'
import { bantParts, certainties, type OneDeal } from './deals.schema.ts'
import { useOwners } from './useOwners.tsx'

type Field = 'title' | 'amount' | 'probability' | 'certainty' | 'expectedClose' | 'competitor' | 'memo' | 'ownerId'

/** What is written about a deal, edited in place; and the four that must be known. */
export function DealFacts({ deal, mayEdit }: { deal: OneDeal; mayEdit: boolean }) {
  const { t } = useTranslation()
  const owners = useOwners()
  const open = deal.outcome === null
  const flat = { ...deal, ...deal.bant, ownerId: deal.owner.id }
  const save =
    (field: keyof typeof flat & string, patch: (value: Value) => object) => (value: Value, version?: number) =>
      saveInPlace({
        row: flat,
        valueIn: of => of[field],
        save: now => api.deals.change({ id: deal.id, version: now, ...patch(value) }),
        ...(version === undefined ? {} : { version }),
      })
  const plain = (field: Field, always = false) =>
    mayEdit && (open || always) ? { onSave: save(field, value => ({ [field]: value ?? textless(field) })) } : {}
  return (
    <>
      <section aria-label={t($ => $.deals.bant.title)}>
        <h2 className={classes.heading}>
          {t($ => $.deals.bant.title)}{' '}
          <span className={classes.figure}>{bantParts.filter(part => deal.bant[part]).length} / 4</span>
        </h2>
        <Facts>
          {bantParts.map(part => (
            <Fact
              key={part}
              label={t($ => $.deals.bant[part])}
              value={deal.bant[part]}
              {...(mayEdit ? { onSave: save(part, value => ({ bant: { [part]: value ?? '' } })) } : {})}
            />
          ))}
        </Facts>
      </section>
      <section aria-label={t($ => $.deals.facts)}>
        <h2 className={classes.heading}>{t($ => $.deals.facts)}</h2>
        <Facts>
          <Fact label={t($ => $.deals.field.title)} value={deal.title} {...plain('title', true)} />
          <Fact
            label={t($ => $.deals.field.amountShort)}
            kind="number"
            value={deal.amount}
            show={<Money amount={deal.amount} earned={deal.outcome === 'won'} />}
            {...plain('amount')}
          />
          <Fact
            label={t($ => $.deals.field.certainty)}
            kind="choice"
            options={certainties.map(one => ({ value: one, label: one }))}
            value={deal.certainty}
            {...plain('certainty')}
          />
          <Fact
            label={t($ => $.deals.field.probability)}
            kind="number"
            value={deal.probability}
            show={deal.probability === null ? `${deal.chance}%` : `${deal.probability}%`}
            {...plain('probability')}
          />
          <Fact
            label={t($ => $.deals.field.expectedClose)}
            kind="date"
            value={deal.expectedClose}
            {...plain('expectedClose')}
          />
          <Fact
            label={t($ => $.deals.owner)}
            kind="choice"
            options={owners}
            value={String(deal.owner.id)}
            show={deal.owner.name}
            {...(mayEdit && open ? { onSave: save('ownerId', value => ({ ownerId: Number(value) })) } : {})}
          />
          <Fact label={t($ => $.deals.field.competitor)} value={deal.competitor} {...plain('competitor', true)} />
          {deal.orderedOn && <Fact label={t($ => $.deals.orderedOn)} kind="date" value={deal.orderedOn} />}
          <Fact label={t($ => $.deals.field.memo)} value={deal.memo} {...plain('memo', true)} />
        </Facts>
      </section>
    </>
  )
}

/** An empty text is '', an empty amount none yet, any other empty field null. */
const textless = (field: Field) =>
  field === 'competitor' || field === 'memo' || field === 'title' ? '' : field === 'amount' ? 0 : null
