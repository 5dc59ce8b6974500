import { isoOf, isPlain, type Moment, useFormat } from './format.ts'

type Props = {
  value: Moment | null | undefined
  /** date 2026/11/22（日） · short 11/22（日） · dateTime … 14:05 · time 14:05 · ago 3分前 */
  as?: 'date' | 'short' | 'dateTime' | 'time' | 'ago'
}

/** A date as the office writes it; the full moment shows on pointing. */
export function DateText({ value, as = 'date' }: Props) {
  const format = useFormat()
  if (!value) return <span className="ui-quiet">―</span>
  const plain = isPlain(value)
  const shown = plain && (as === 'dateTime' || as === 'time' || as === 'ago') ? format.date(value) : format[as](value)
  return (
    <time className="ui-figures" dateTime={isoOf(value)} title={plain ? format.date(value) : format.dateTime(value)}>
      {shown}
    </time>
  )
}
