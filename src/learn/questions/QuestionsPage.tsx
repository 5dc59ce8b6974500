import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { useMe } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { linkTo } from '../../ui/place.ts'
import { Answered, Figure, Question } from './Question.tsx'
import classes from './QuestionsPage.module.css'
import type { Part } from './questions.schema.ts'
import { SegmentTrends } from './SegmentTrends.tsx'
import { Sources } from './Sources.tsx'
import { ThisMonth } from './ThisMonth.tsx'
import { Waterfalls } from './Waterfalls.tsx'

const useAnswer = (part: Part) => useQuery(rpc.questions.get.queryOptions({ input: { only: [part] } }))

/** 9つの質問: each asked as a sentence, answered with figures, drawn where one would rather look. */
export function QuestionsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { rights } = useMe()
  const lookedAfter = useAnswer('lookedAfter')
  const approach = useAnswer('approach')
  const segments = useAnswer('segments')
  const cards = useAnswer('cards')
  const closing = useAnswer('closing')
  const sources = useAnswer('sources')
  const places = (
    [
      { to: '/leads', label: t($ => $.desk.place.leads), right: 'person.read' },
      { to: '/companies', label: t($ => $.desk.place.companies), right: 'company.read' },
      { to: '/deals/list', label: t($ => $.desk.place.deals), right: 'deal.read' },
      { to: '/segments', label: t($ => $.desk.place.segments), right: 'segment.read' },
      { to: '/mailings', label: t($ => $.desk.place.mailings), right: 'mailing.read' },
    ] as const
  ).filter(({ right }) => rights.includes(right))
  const all = [lookedAfter, approach, segments, cards, closing, sources]
  const waited = useWaited(all.every(one => one.data))
  const counted = all.every(one => one.data) ? all.reduce((sum, one) => sum + (one.data?.tookMs ?? 0), 0) : undefined
  const ms = (value: number | undefined) =>
    value === undefined ? '…' : t($ => $.questions.ms, { figure: format.number(Math.round(value)) })
  return (
    <Page
      title={t($ => $.desk.place.questions)}
      sub={t($ => $.questions.sub)}
      more={
        lookedAfter.data && (
          <span className="ui-quiet">{t($ => $.questions.asOf, { at: format.dateTime(lookedAfter.data.asOf) })}</span>
        )
      }
    >
      <div className={classes.page}>
        <Question no={0} ask={t($ => $.questions.q0.ask)} width="whole">
          <Answered query={lookedAfter} of={data => data.lookedAfter}>
            {({ overdue, stalled, withoutHolder }) => (
              <>
                {overdue.count + stalled.count + withoutHolder.count === 0 && (
                  <p className={classes.well}>{t($ => $.questions.q0.well)}</p>
                )}
                <div className={classes.figures}>
                  <Figure
                    label={t($ => $.questions.q0.overdue)}
                    value={t($ => $.questions.people, { count: overdue.count, figure: format.number(overdue.count) })}
                    to={overdue.list}
                    late={overdue.count > 0}
                  />
                  <Figure
                    label={t($ => $.questions.q0.stalled)}
                    value={t($ => $.questions.deals, { count: stalled.count, figure: format.number(stalled.count) })}
                    to={stalled.list}
                    late={stalled.count > 0}
                  />
                  <Figure
                    label={t($ => $.questions.q0.withoutHolder)}
                    value={format.number(withoutHolder.count)}
                    late={withoutHolder.count > 0}
                  />
                </div>
              </>
            )}
          </Answered>
        </Question>
        <Question no={1} ask={t($ => $.questions.q1.ask)} width="whole">
          <Answered query={approach} of={data => data.approach}>
            {found => <Waterfalls approach={found} />}
          </Answered>
        </Question>
        <Question no={2} ask={t($ => $.questions.q2.ask)}>
          <Figure label={t($ => $.questions.q2.answer)} value={ms(counted)} />
        </Question>
        <Question no={3} ask={t($ => $.questions.q3.ask)}>
          <Figure label={t($ => $.questions.q3.answer)} value={ms(waited)} />
        </Question>
        <Question no={4} ask={t($ => $.questions.q4.ask)}>
          <p className={classes.text}>{t($ => $.questions.q4.answer)}</p>
          <p className={classes.places}>
            {places.map(({ to, label }) => (
              <Link key={to} {...linkTo(to)}>
                {label}
              </Link>
            ))}
          </p>
        </Question>
        <Question no={5} ask={t($ => $.questions.q5.ask)} width="whole">
          <Answered query={segments} of={data => data.segments}>
            {found => <SegmentTrends segments={found} />}
          </Answered>
        </Question>
        <Question no={6} ask={t($ => $.questions.q6.ask)}>
          <Answered query={cards} of={data => data.cards}>
            {({ count, list }) =>
              count === 0 ? (
                <p className={classes.well}>{t($ => $.questions.q6.none)}</p>
              ) : (
                <Figure value={t($ => $.questions.people, { count: count, figure: format.number(count) })} to={list} />
              )
            }
          </Answered>
        </Question>
        <Question no={7} ask={t($ => $.questions.q7.ask)} width="most">
          <Answered query={closing} of={data => data.closing}>
            {found => <ThisMonth closing={found} />}
          </Answered>
        </Question>
        <Question no={8} ask={t($ => $.questions.q8.ask)} width="whole">
          <Answered query={sources} of={data => data.sources}>
            {found => <Sources sources={found} />}
          </Answered>
        </Question>
      </div>
    </Page>
  )
}

/** How long it took from opening the screen until all of it was there. */
function useWaited(ready: boolean): number | undefined {
  const opened = useRef(0)
  const [waited, setWaited] = useState<number>()
  useEffect(() => {
    opened.current = performance.now()
  }, [])
  useEffect(() => {
    // The next frame: by then it is not only here but seen.
    if (ready) requestAnimationFrame(() => setWaited(before => before ?? performance.now() - opened.current))
  }, [ready])
  return waited
}
