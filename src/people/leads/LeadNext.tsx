import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMe } from '../../ui/me.tsx'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { useUntil } from '../persons/until.tsx'
import { LeadButtons } from './LeadButtons.tsx'
import classes from './LeadNext.module.css'
import type { Lead } from './leads.schema.ts'

type Props = {
  lead: Lead
  /** `a` accepts, `r` returns, `o` offers: on the page of one person. */
  withKeys?: boolean
  /** Says which product line it is; there is more than one. */
  withLine?: boolean
  /** What is planned stands elsewhere on the page. */
  withoutPlan?: boolean
}

/** Where a lead stands, who holds it, by when what must happen, and what can be done. */
export function LeadNext({ lead, withKeys = false, withLine = false, withoutPlan = false }: Props) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const until = useUntil()
  const reason = i18n.language === 'en' ? lead.reason?.en : lead.reason?.ja
  const sleeps = lead.stage === 'recycled' && lead.clock
  const note = sleeps ? t($ => $.leads.next.until, { day: until(format.day(sleeps.at)) }) : undefined
  return (
    <div className={classes.lead}>
      {withLine && (
        <Text size="sm" c="dimmed">
          {lead.productLine}
        </Text>
      )}
      <div className={classes.line}>
        <StageBadge stage={lead.stage} {...(note ? { note } : {})} />
        {lead.clock && !sleeps && <ClockBadge due={lead.clock.at} what={t($ => $.leads.clockFor[lead.clock!.for])} />}
      </div>
      {reason && (
        <Text size="sm" c="dimmed">
          {t($ => $.event.with, { done: t($ => $.leads.reason.why), detail: reason })}
        </Text>
      )}
      <dl className={classes.facts}>
        <dt>{t($ => $.leads.next.holder)}</dt>
        <dd>{lead.holder?.name ?? t($ => $.leads.next.unheld)}</dd>
        {!withoutPlan && (
          <>
            <dt>{t($ => $.leads.next.planned)}</dt>
            <dd>
              {lead.nextActivity ? (
                <>
                  <DateText value={lead.nextActivity.plannedAt} as="dateTime" />{' '}
                  {t($ => $.leads.activity[lead.nextActivity!.kind as 'call'])}
                  {lead.nextActivity.subject && `${t($ => $.event.colon)}${lead.nextActivity.subject}`}
                </>
              ) : (
                <span className="ui-quiet">{t($ => $.leads.next.nothingPlanned)}</span>
              )}
            </dd>
          </>
        )}
      </dl>
      {lead.offer && <WaitingOffer offer={lead.offer} />}
      <LeadButtons lead={lead} withKeys={withKeys} />
    </div>
  )
}

/** Whose answer is waited for, why now, by when. */
function WaitingOffer({ offer }: { offer: NonNullable<Lead['offer']> }) {
  const { t } = useTranslation()
  const me = useMe()
  const called = ({ kind, name }: typeof offer.to) => (kind === 'user' ? t($ => $.event.user, { name }) : name)
  const from = called(offer.from)
  const to = called(offer.to)
  const headline =
    offer.to.id === me.id
      ? t($ => $.leads.next.waitingMine, { from })
      : offer.answerable
        ? t($ => $.leads.next.waitingYours, { from, to })
        : t($ => $.leads.next.waiting, { to })
  return (
    <div className={classes.offer} data-mine={offer.answerable || undefined}>
      <div className={classes.line}>
        <strong>{headline}</strong>
        <ClockBadge due={offer.clockAt} what={t($ => $.leads.clockFor.answer)} />
      </div>
      {offer.note && (
        <p className={classes.note}>
          <span className="ui-quiet">{t($ => $.leads.next.why)}</span> {offer.note}
        </p>
      )}
    </div>
  )
}
