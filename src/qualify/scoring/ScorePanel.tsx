import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import { Part } from '../../ui/Part.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Temperature } from '../../ui/Temperature.tsx'
import classes from './scoring.module.css'
import type { PersonScore, ScoreLine } from './scoring.schema.ts'

const folded = 5

/** What somebody's score is made of: two bars against the line, and every line of points that is in them. */
export function ScorePanel({ personId }: { personId: number }) {
  const { t } = useTranslation()
  const score = useQuery({
    ...rpc.scores.get.queryOptions({ input: { id: personId } }),
    meta: { personIds: [personId] },
  })
  return (
    <Part title={t($ => $.scoring.panel.title)} aside={score.data && <Temperature value={score.data.temperature} />}>
      {score.isPending && <Skeleton height={96} />}
      {score.isError && <Problem error={score.error} onRetry={score.refetch} />}
      {score.data && <Bars score={score.data} />}
      {score.data && <Lines lines={score.data.lines} />}
    </Part>
  )
}

function Bars({ score: { intent, fit, above, thresholds } }: { score: PersonScore }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!thresholds) return null
  const { mqlIntent, mqlFit, intentCap } = thresholds
  const lacking = [
    ...(intent < mqlIntent
      ? [t($ => $.scoring.panel.lacksIntent, { points: format.number(round(mqlIntent - intent)) })]
      : []),
    ...(fit < mqlFit ? [t($ => $.scoring.panel.lacksFit, { points: format.number(mqlFit - fit) })] : []),
  ]
  return (
    <>
      <Bar label={t($ => $.scoring.panel.intent)} value={intent} line={mqlIntent} most={intentCap} />
      <Bar label={t($ => $.scoring.panel.fit)} value={fit} line={mqlFit} most={Math.max(50, mqlFit * 2, fit)} />
      <p className={classes.verdict} data-above={above || undefined}>
        {above || lacking.length === 0
          ? above && t($ => $.scoring.panel.above)
          : t($ => $.scoring.panel.lacks, { what: format.list(lacking) })}
      </p>
    </>
  )
}

const round = (points: number) => Math.round(points * 10) / 10

function Bar({ label, value, line, most }: { label: string; value: number; line: number; most: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const share = (points: number) => `${Math.max(0, Math.min(100, (points / most) * 100))}%`
  return (
    <div className={classes.bar}>
      <span className={classes.barLabel}>{label}</span>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} data-reached={value >= line || undefined} style={{ width: share(value) }} />
        <span
          className={classes.mark}
          style={{ left: share(line) }}
          title={t($ => $.scoring.panel.line, { at: format.number(line) })}
        />
      </span>
      <strong className="ui-figures">{format.number(value)}</strong>
      <span className="ui-unseen">{t($ => $.scoring.panel.line, { at: format.number(line) })}</span>
    </div>
  )
}

function Lines({ lines }: { lines: readonly ScoreLine[] }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  if (lines.length === 0) return <p className={classes.quiet}>{t($ => $.scoring.panel.none)}</p>
  const shown = all ? lines : lines.slice(0, folded)
  return (
    <>
      <ul className={classes.lines} aria-label={t($ => $.scoring.panel.lines)}>
        {shown.map(line => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      {lines.length > folded && (
        <Button
          size="compact-sm"
          variant="subtle"
          className={classes.more}
          onClick={() => setAll(!all)}
          aria-expanded={all}
        >
          {all ? t($ => $.scoring.panel.less) : t($ => $.scoring.panel.more, { count: lines.length - folded })}
        </Button>
      )}
    </>
  )
}

function Line({ line }: { line: ScoreLine }) {
  const { t } = useTranslation()
  const format = useFormat()
  const less = line.counts !== line.points
  return (
    <li className={classes.line}>
      <span className={classes.date}>
        <DateText value={line.at} as="short" />
      </span>
      <span className={classes.what}>
        {line.rule}
        {line.page && <span className="ui-quiet"> {line.page}</span>}
        {less && (
          <span className={classes.then}>
            {t($ => $.scoring.panel.gave, { points: format.number(line.points) })}
            {line.capped && `・${t($ => $.scoring.panel.capped)}`}
          </span>
        )}
      </span>
      <span className={`ui-figures ${classes.counts}`} data-minus={line.counts < 0 || undefined}>
        {line.counts > 0 ? '+' : ''}
        {format.number(line.counts)}
      </span>
    </li>
  )
}
