import { Anchor, Text } from '@mantine/core'
import { IconBuilding, IconDeviceMobile, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMe } from '../../ui/me.tsx'
import { PersonName } from '../../ui/PersonName.tsx'
import { Temperature } from '../../ui/Temperature.tsx'
import type { CallScreen } from './call-list.schema.ts'
import classes from './WhoPanel.module.css'

/** Who they are, why they are up now, and the numbers to dial. */
export function WhoPanel({ screen }: { screen: CallScreen }) {
  const { t } = useTranslation()
  const { item, person, company } = screen
  return (
    <section className={classes.who}>
      <div>
        <div className={classes.name}>
          {person ? (
            <Anchor component={Link} to={`/persons/${person.id}`} inherit c="inherit" underline="hover">
              <PersonName familyName={person.name} familyNameKana={person.kana} addressed />
            </Anchor>
          ) : (
            t($ => $.calls.noPerson)
          )}
        </div>
        {company && (
          <Anchor component={Link} to={`/companies/${company.id}`} c="inherit" underline="hover">
            {company.name}
          </Anchor>
        )}
        <div className={classes.post}>{[item.department, item.title].filter(Boolean).join(' ')}</div>
      </div>
      <Marks screen={screen} />
      <Dials screen={screen} />
      <Consent screen={screen} />
    </section>
  )
}

/** Why they are up now, whose they are, and what came of the last calls. */
function Marks({ screen: { item } }: { screen: CallScreen }) {
  const { t } = useTranslation()
  const format = useFormat()
  const me = useMe()
  return (
    <>
      <div className={classes.marks}>
        {item.temperature !== 'cool' && <Temperature value={item.temperature} />}
        {item.rank === 'appointed' && (
          <span className={classes.rank}>
            {t($ => $.calls.rank.appointed)} {format.time(item.clock.at)}
          </span>
        )}
        {item.rank !== 'appointed' && (
          <ClockBadge due={item.clock.at} what={t($ => $.leads.clockFor[item.clock.for])} />
        )}
        {!item.queue && item.holder.id !== me.id && (
          <span className={classes.rank}>{t($ => $.calls.standIn, { holder: item.holder.name })}</span>
        )}
      </div>
      {item.queue && <Text className={classes.quiet}>{t($ => $.calls.queue, { queue: item.holder.name })}</Text>}
      <ul className={classes.calls}>
        <li>{item.tries === 0 ? t($ => $.calls.first) : t($ => $.calls.tries, { count: item.tries })}</li>
        {item.lastCalls.map(call => (
          <li key={call.at.toISOString()}>
            {format.short(call.at)} {format.time(call.at)} {call.outcome && t($ => $.activities.outcome[call.outcome!])}
          </li>
        ))}
      </ul>
    </>
  )
}

function Dials({ screen: { person, company } }: { screen: CallScreen }) {
  const { t } = useTranslation()
  const numbers = [
    { label: t($ => $.calls.phone.direct), text: person?.phone, key: person?.phoneKey, icon: IconPhone },
    { label: t($ => $.calls.phone.mobile), text: person?.mobile, key: person?.mobileKey, icon: IconDeviceMobile },
    { label: t($ => $.calls.phone.company), text: company?.phone, key: company?.phoneKey, icon: IconBuilding },
  ].filter((one, index, all) => one.text && all.findIndex(other => other.text === one.text) === index)
  if (numbers.length === 0) return <Text className={classes.quiet}>{t($ => $.calls.phone.none)}</Text>
  return (
    <div className={classes.dials}>
      {numbers.map(({ label, text, key, icon: Sign }, index) => (
        <a
          key={label}
          className={`${classes.dial} ${index === 0 ? classes.first : ''}`}
          href={`tel:${key ?? dialled(text!)}`}
        >
          <Sign size={18} stroke={1.8} aria-hidden />
          {text}
          <span>{label}</span>
        </a>
      ))}
    </div>
  )
}

/** What of a number's text is dialled: not the extension, which one asks for. */
const dialled = (text: string) =>
  text
    .replace(/(内線|ext|#).*$/i, '')
    .normalize('NFKC')
    .replace(/[^\d+]/g, '')

function Consent({ screen: { phoneConsent } }: { screen: CallScreen }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!phoneConsent) return <Text className={classes.quiet}>{t($ => $.calls.consent.none)}</Text>
  if (phoneConsent.withdrawnAt) {
    return (
      <div className={classes.withdrawn} role="note">
        {t($ => $.calls.consent.withdrawn, { date: format.date(phoneConsent.withdrawnAt) })}
      </div>
    )
  }
  const basis = phoneConsent.basis as 'opt_in' | 'business_card' | 'transaction' | 'published'
  return (
    <Text className={classes.quiet}>
      {t($ => $.calls.consent.granted, { basis: t($ => $.event.basis[basis]), via: phoneConsent.grantedVia })}
    </Text>
  )
}
