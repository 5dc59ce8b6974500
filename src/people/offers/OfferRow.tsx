import { Button, Checkbox, Group } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { Temperature } from '../../ui/Temperature.tsx'
import { useUntil } from '../persons/until.tsx'
import classes from './OffersPage.module.css'
import type { Offer } from './offers.schema.ts'

type Props = {
  offer: Offer
  /** Given offers say to whom, received ones from whom. */
  box: 'received' | 'given'
  /** The one that the keys act on. */
  current: boolean
  picked: boolean
  busy: boolean
  onCurrent: () => void
  onPick?: ((picked: boolean) => void) | undefined
  onAccept?: (() => void) | undefined
  onReturn?: (() => void) | undefined
}

/** One offer: who, why now, by when; and what became of it. */
export function OfferRow({ offer, box, current, picked, busy, onCurrent, onPick, onAccept, onReturn }: Props) {
  const { t } = useTranslation()
  const name = offer.personName ?? t($ => $.offers.unnamed)
  const other = box === 'received' ? offer.from : offer.to
  return (
    <li
      className={classes.row}
      data-current={current || undefined}
      data-picked={picked || undefined}
      data-offer={offer.id}
      onFocus={onCurrent}
    >
      {onPick && (
        <Checkbox
          className={classes.pick}
          checked={picked}
          onChange={event => onPick(event.currentTarget.checked)}
          aria-label={t($ => $.offers.pick, { name })}
        />
      )}
      <div className={classes.who}>
        <div className={classes.line}>
          {offer.personId ? (
            <Link to="/persons/$id" params={{ id: offer.personId }} className={classes.name}>
              {name}
            </Link>
          ) : (
            <span className={classes.name}>{name}</span>
          )}
          <StageBadge stage={offer.stage} />
          {offer.temperature !== 'cool' && <Temperature value={offer.temperature} />}
        </div>
        {offer.companyName && <div className="ui-quiet">{offer.companyName}</div>}
      </div>
      <div className={classes.why}>
        {offer.note ? (
          <p className={classes.note}>{offer.note}</p>
        ) : (
          <p className="ui-quiet">{t($ => $.offers.noNote)}</p>
        )}
        <p className={classes.from}>
          {t($ => $.offers[box === 'received' ? 'fromOn' : 'toOn'], {
            name: other.kind === 'user' ? t($ => $.event.user, { name: other.name }) : other.name,
          })}{' '}
          <DateText value={offer.offeredAt} as="short" />
        </p>
      </div>
      <div className={classes.state}>
        {offer.answer === null ? (
          <ClockBadge due={offer.clockAt} what={t($ => $.leads.clockFor.answer)} />
        ) : (
          <Answer offer={offer} />
        )}
      </div>
      {onAccept && onReturn && (
        <Group gap={8} wrap="nowrap" className={classes.acts}>
          <Button
            size="compact-md"
            variant={current ? 'filled' : 'light'}
            leftSection={<IconCheck size={15} aria-hidden />}
            disabled={busy}
            onClick={onAccept}
            aria-keyshortcuts="a"
          >
            {t($ => $.offers.accept)}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconArrowBackUp size={15} aria-hidden />}
            disabled={busy}
            onClick={onReturn}
            aria-keyshortcuts="r"
          >
            {t($ => $.offers.return)}
          </Button>
        </Group>
      )}
    </li>
  )
}

function Answer({ offer }: { offer: Offer }) {
  const { t, i18n } = useTranslation()
  const until = useUntil()
  const state = offer.answer ?? 'open'
  const reason = offer.reason && (i18n.language === 'en' ? offer.reason.en : offer.reason.ja)
  const why = reason && offer.until ? t($ => $.event.until, { reason, until: until(offer.until!) }) : reason
  return (
    <span className={classes.answer} data-state={state}>
      {why ? t($ => $.offers.returnedWhy, { reason: why }) : t($ => $.offers.state[state])}{' '}
      <DateText value={offer.answeredAt} as="short" />
    </span>
  )
}
