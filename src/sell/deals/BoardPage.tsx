import { Alert, Select, Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { ClashDialog } from '../../ui/ClashDialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { clashOf, isRecord } from '../../ui/stale.ts'
import { tellFailure } from '../../ui/tell.tsx'
import classes from './Board.module.css'
import { Board } from './Board.tsx'
import type { Target } from './BoardCard.tsx'
import type { Deal, DealOutcome } from './deals.schema.ts'
import { EndDialog } from './EndDialog.tsx'
import { OpenDealDialog } from './OpenDealDialog.tsx'
import { useDealTabs } from './useDealTabs.tsx'
import { useOwners } from './useOwners.tsx'

type Asked = { pipeline?: number; owner?: number; create?: boolean }
/** Cards of a column at first; pressed for more, that one shows so many more. A long column is a matter for the list. */
const few = 20
const step = 40
const most = 220

/** The deals of a pipeline as a board. Which pipeline and whose stands in the address. */
export function BoardPage() {
  const { t, i18n } = useTranslation()
  const asked = useSearch({ strict: false }) as Asked
  const navigate = useNavigate()
  const may = useMay('deal.work')
  const owners = useOwners()
  const tabs = useDealTabs()
  const [longer, setLonger] = useState<Readonly<Record<string, number>>>({})
  const [moving, setMoving] = useState<ReadonlyMap<number, number>>(new Map())
  const [ending, setEnding] = useState<{ deal: Deal; outcome: DealOutcome }>()
  const [clash, setClash] = useState<{ deal: Deal; theirs: number; version: number; yours: number }>()
  const pipelines = useQuery(rpc.pipelines.list.queryOptions({ input: {} }))
  const board = useQuery({
    ...rpc.deals.board.queryOptions({
      input: {
        perColumn: few,
        longer: Object.entries(longer).map(([stageId, cards]) => ({ stageId: Number(stageId), cards })),
        ...(asked.pipeline ? { pipelineId: asked.pipeline } : {}),
        ...(asked.owner ? { ownerId: asked.owner } : {}),
      },
    }),
    placeholderData: keepPreviousData,
  })
  const change = useAct(api.deals.change, {
    quiet: true,
    undo: takeBack,
    done: moved => t($ => $.deals.moved, { stage: i18n.language === 'en' ? moved.stage.en : moved.stage.ja }),
  })
  const go = (next: Asked) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }) as never, replace: true })

  const move = async (deal: Deal, stageId: number, version = deal.version) => {
    setMoving(now => new Map(now).set(deal.id, stageId))
    try {
      await change.run({ id: deal.id, version, stage: stageId })
      await board.refetch()
    } catch (error) {
      const theirs = clashOf(error)?.theirs
      if (isRecord(theirs) && typeof theirs.stage === 'number' && typeof theirs.version === 'number')
        setClash({ deal, theirs: theirs.stage, version: theirs.version, yours: stageId })
      else tellFailure(error)
      await board.refetch()
    } finally {
      setMoving(now => new Map([...now].filter(([id]) => id !== deal.id)))
    }
  }
  const onMove = (deal: Deal, to: Target) => {
    if ('outcome' in to) setEnding({ deal, outcome: to.outcome })
    else void move(deal, to.stageId)
  }
  const columns = board.data?.columns ?? []
  const nameOf = (id: number | undefined) => {
    const stage = columns.find(c => c.stage.id === id)?.stage
    return stage ? (i18n.language === 'en' ? stage.en : stage.ja) : ''
  }
  const act = { label: t($ => $.deals.add), icon: IconPlus, onClick: () => go({ create: true }), keys: 'c' }
  const all = pipelines.data?.items ?? []
  const nothing = board.isSuccess && columns.every(c => c.count === 0) && !asked.owner
  return (
    <Page title={t($ => $.desk.place.deals)} fill {...tabs} {...(may ? { act } : {})}>
      <div className={classes.fill}>
        <div className={classes.bar}>
          {all.length > 1 && (
            <Select
              aria-label={t($ => $.deals.pipeline)}
              size="xs"
              data={all.map(one => ({ value: String(one.id), label: one.name }))}
              value={String(board.data?.pipelineId ?? asked.pipeline ?? '')}
              onChange={value => go({ pipeline: Number(value) })}
              allowDeselect={false}
            />
          )}
          <Select
            aria-label={t($ => $.deals.owner)}
            size="xs"
            searchable
            clearable
            placeholder={t($ => $.deals.allOwners)}
            data={owners}
            value={asked.owner ? String(asked.owner) : null}
            onChange={value => go({ owner: value ? Number(value) : undefined } as Asked)}
          />
        </div>
        {board.isError && <Problem error={board.error} onRetry={board.refetch} />}
        {board.isPending && <Skeleton height="100%" />}
        {nothing && all.length < 2 ? (
          <Empty title={t($ => $.deals.empty)} {...(may ? { act } : {})}>
            {t($ => $.deals.emptyText)}
          </Empty>
        ) : (
          board.data && (
            <Board
              board={board.data}
              moving={moving}
              mayMove={may}
              onMove={onMove}
              onMore={stageId => setLonger({ ...longer, [stageId]: Math.min(most, (longer[stageId] ?? few) + step) })}
              most={most}
            />
          )
        )}
        {nothing && all.length > 1 && <Alert mt={8}>{t($ => $.deals.none)}</Alert>}
      </div>
      <EndDialog deal={ending?.deal} outcome={ending?.outcome ?? 'won'} onClose={() => setEnding(undefined)} />
      <OpenDealDialog
        opened={asked.create === true}
        pipeline={asked.pipeline}
        onClose={() => go({ create: undefined } as unknown as Asked)}
      />
      <ClashDialog
        label={clash && t($ => $.deals.clash)}
        theirs={nameOf(clash?.theirs)}
        yours={nameOf(clash?.yours)}
        onChoose={choice => {
          if (clash && choice === 'yours') void move(clash.deal, clash.yours, clash.version)
          setClash(undefined)
        }}
      />
    </Page>
  )
}
