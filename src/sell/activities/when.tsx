import { useTranslation } from 'react-i18next'
import { type Moment, useFormat } from '../../ui/format.ts'

/** A moment near to now, as one says it: 「本日 14:30」「明日 10:30」「11/27（金） 10:30」. */
export function useWhen(): (at: Moment) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return at => {
    const days = format.daysFromToday(at)
    const time = format.time(at)
    if (days === 0) return t($ => $.activities.when.today, { time })
    if (days === 1) return t($ => $.activities.when.tomorrow, { time })
    return t($ => $.activities.when.later, { day: format.short(at), time })
  }
}
