import { type Icon, IconDeviceDesktop, IconDeviceMobile, IconDeviceTablet } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device, Visit } from './tracking.schema.ts'
import classes from './Visits.module.css'

const signs: Record<Device, Icon> = { pc: IconDeviceDesktop, phone: IconDeviceMobile, tablet: IconDeviceTablet }

/** One stay: where it came from, what was read, how long, at what. `head`: when, and whose it was. */
export function VisitRow({ visit, head }: { visit: Visit; head: ReactNode }) {
  const { t } = useTranslation()
  const source = useSource()
  const { device, pages, read } = visit
  const Sign = device && signs[device]
  // A page read twice is one name.
  const more = pages > read.length && read.length === mostRead ? pages - read.length : 0
  return (
    <li className={classes.visit}>
      <div className={classes.head}>{head}</div>
      <div className={classes.facts}>
        <span>{source(visit.channel, visit.utmCampaign ?? visit.utmSource ?? hostOf(visit.referrer))}</span>
        <span>{t($ => $.visits.pages, { count: pages })}</span>
        <span>{useStay(visit)}</span>
        {Sign && (
          <span className={classes.device}>
            <Sign size={14} stroke={1.7} aria-hidden />
            {t($ => $.visits.device[device])}
          </span>
        )}
      </div>
      <div className={classes.read}>
        {read.map(page => (
          <span key={page}>{page}</span>
        ))}
        {more > 0 && <span className="ui-quiet">{t($ => $.visits.more, { count: more })}</span>}
      </div>
    </li>
  )
}

/** The server names no more than these. */
const mostRead = 8

const hostOf = (referrer: string | null) => (referrer && URL.canParse(referrer) ? new URL(referrer).hostname : null)

/** Where a visit came from, in words: 「検索：www.google.com」. */
export function useSource(): (channel: Visit['channel'], source: string | null) => string {
  const { t } = useTranslation()
  return (channel, source) => {
    const name = t($ => $.visits.channel[channel])
    return source ? t($ => $.visits.from, { channel: name, source }) : name
  }
}

function useStay({ firstAt, lastAt }: Visit): string {
  const { t } = useTranslation()
  const minutes = Math.round((lastAt.getTime() - firstAt.getTime()) / 60_000)
  if (minutes < 1) return t($ => $.visits.stay.under)
  if (minutes < 60) return t($ => $.visits.stay.minutes, { minutes })
  return t($ => $.visits.stay.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}
