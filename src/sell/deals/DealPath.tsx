import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import classes from './DealPage.module.css'
import type { OneDeal } from './deals.schema.ts'

/** Whether it stands there longer than the stage allows for. */
const beyond = ({ outcome, stage, stageSince }: OneDeal, format: ReturnType<typeof useFormat>): boolean =>
  outcome === null && stage.staleDays !== null && -format.daysFromToday(stageSince) > stage.staleDays

/** Where not all stages fit side by side, the one it stands in is in sight. */
function showFirst(here: HTMLLIElement | null): void {
  const path = here?.parentElement
  if (path) path.scrollLeft = here.offsetLeft - path.offsetLeft - 48
}

type Props = { deal: OneDeal; mayMove: boolean; onWin: () => void }

/** The stages of its pipeline: how long it stood in each, where it is, and one press to where it goes next. */
export function DealPath({ deal, mayMove, onWin }: Props) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const pipelines = useQuery(rpc.pipelines.list.queryOptions({ input: { all: true } }))
  const move = useAct(api.deals.change, {
    undo: takeBack,
    done: moved => t($ => $.deals.moved, { stage: i18n.language === 'en' ? moved.stage.en : moved.stage.ja }),
  })
  const stages = pipelines.data?.items.find(p => p.id === deal.pipelineId)?.stages ?? []
  const daysIn = (id: number): number | undefined => {
    const steps = deal.steps.filter(step => step.stage.id === id)
    if (steps.length === 0) return undefined
    const end = (step: OneDeal['steps'][number]) => step.leftAt ?? deal.closedAt
    return steps.reduce((sum, step) => {
      const until = end(step)
      return sum + (until ? format.daysFromToday(until) : 0) - format.daysFromToday(step.enteredAt)
    }, 0)
  }
  return (
    <ol className={classes.path} aria-label={t($ => $.deals.path)} tabIndex={0}>
      {stages.map(stage => {
        const here = stage.id === deal.stage.id
        const days = daysIn(stage.id)
        const name = i18n.language === 'en' ? stage.nameEn : stage.nameJa
        const inside = (
          <>
            <span className={classes.stageName}>{name}</span>
            <span className={classes.days}>
              {days !== undefined && !stage.wins && t($ => $.deals.ageShort, { count: days })}
              {here && beyond(deal, format) && (
                <strong>{t($ => $.dealList.beyondOf, { count: stage.staleDays ?? 0 })}</strong>
              )}
            </span>
          </>
        )
        return (
          <li
            key={stage.id}
            data-past={stage.position < deal.stage.position || undefined}
            data-wins={(stage.wins && here) || undefined}
            {...(here ? { 'aria-current': 'step' as const, ref: showFirst } : {})}
          >
            {mayMove && !here ? (
              <button
                type="button"
                className={classes.stageStep}
                disabled={move.pending}
                onClick={() =>
                  stage.wins ? onWin() : void move.run({ id: deal.id, version: deal.version, stage: stage.id })
                }
              >
                {inside}
              </button>
            ) : (
              <span className={classes.stageStep}>{inside}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
