import { Button, Group, SegmentedControl } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { useKeys } from '../../ui/keys.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { ReasonForm, type Why } from '../leads/ReasonForm.tsx'
import { takeBack } from '../leads/takeBack.tsx'
import { OfferRow } from './OfferRow.tsx'
import classes from './OffersPage.module.css'
import type { Offer } from './offers.schema.ts'

type Box = 'received' | 'given'

/** What is offered to me and to my queues, and what became of what I offered. */
export function OffersPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search: { box?: unknown; all?: unknown } = useSearch({ strict: false })
  const box: Box = search.box === 'given' ? 'given' : 'received'
  const open = search.all !== true
  const go = (next: { box: Box; open: boolean }) =>
    void navigate({
      to: '.',
      search: { ...(next.box === 'given' ? { box: 'given' } : {}), ...(next.open ? {} : { all: true }) },
      replace: true,
    })
  return (
    <Page
      title={t($ => $.offers.title)}
      tabs={[
        { value: 'received', label: t($ => $.offers.tab.received) },
        { value: 'given', label: t($ => $.offers.tab.given) },
      ]}
      tab={box}
      onTab={value => go({ box: value === 'given' ? 'given' : 'received', open: value !== 'given' })}
      more={
        <SegmentedControl
          size="xs"
          aria-label={t($ => $.offers.show.label)}
          value={open ? 'open' : 'all'}
          onChange={value => go({ box, open: value === 'open' })}
          data={[
            { value: 'open', label: t($ => $.offers.show.open) },
            { value: 'all', label: t($ => $.offers.show.all) },
          ]}
        />
      }
    >
      <Offers key={`${box} ${open}`} box={box} open={open} />
    </Page>
  )
}

function Offers({ box, open }: { box: Box; open: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const mayWork = useMay('lead.work')
  const offers = useInfiniteQuery({
    queryKey: ['offers', box, open],
    queryFn: ({ pageParam, signal }) =>
      api.offers.list({ box, open, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
  })
  const [current, setCurrent] = useState(0)
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set())
  const [returning, setReturning] = useState<Offer>()
  const all = offers.data?.pages.flatMap(page => page.items) ?? []
  const answers = box === 'received' && mayWork
  const chosen = all.filter(offer => picked.has(offer.id) && offer.answer === null)

  const accept = useAct(acceptTogether, {
    done: ({ accepted, left }) => {
      const figure = format.number(accepted.length)
      if (left > 0) return t($ => $.offers.acceptedSome, { figure, left: format.number(left) })
      if (accepted.length === 1) return t($ => $.offers.accepted)
      return t($ => $.offers.acceptedMany, { count: accepted.length, figure })
    },
    undo: async ({ accepted }) => {
      for (const operationId of accepted) await takeBack({ operationId })
    },
  })
  const giveBack = useAct(api.offers.return, {
    done: t($ => $.offers.returned),
    undo: takeBack,
  })
  const takeAll = async (ids: number[]) => {
    if (ids.length > 0 && (await accept.run(ids))) setPicked(new Set())
  }
  const pick = (id: number, on: boolean) => {
    const next = new Set(picked)
    if (on) next.add(id)
    else next.delete(id)
    setPicked(next)
  }
  const at = Math.min(current, all.length - 1)
  const here = all[at]
  const waits = answers && here?.answer === null ? here : undefined
  const go = (next: number) => {
    const index = Math.max(0, Math.min(all.length - 1, next))
    setCurrent(index)
    document.querySelector(`[data-offer="${all[index]?.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useKeys([
    { keys: 'j', label: t($ => $.offers.keys.next), run: () => go(at + 1) },
    { keys: 'k', label: t($ => $.offers.keys.previous), run: () => go(at - 1) },
    {
      keys: 'Enter',
      label: t($ => $.offers.keys.open),
      run: () => here?.personId && void navigate({ to: '/persons/$id', params: { id: here.personId } }),
    },
    ...(answers
      ? [
          { keys: 'a', label: t($ => $.offers.keys.accept), run: () => waits && void takeAll([waits.id]) },
          { keys: 'r', label: t($ => $.offers.keys.return), run: () => setReturning(waits) },
          { keys: 'x', label: t($ => $.offers.keys.pick), run: () => waits && pick(waits.id, !picked.has(waits.id)) },
        ]
      : []),
  ])
  const save = async ({ reason, until, note }: Why) => {
    if (!returning) return
    const input = { id: returning.id, reason, ...(until ? { until } : {}), ...(note ? { note } : {}) }
    if (await giveBack.run(input)) setReturning(undefined)
  }

  if (offers.isError && all.length === 0) return <Problem error={offers.error} onRetry={offers.refetch} />
  if (offers.isSuccess && all.length === 0) return <Nothing box={box} open={open} />
  return (
    <>
      <ul className={classes.list} aria-label={t($ => $.offers.tab[box])}>
        {all.map((offer, index) => {
          const mine = answers && offer.answer === null
          return (
            <OfferRow
              key={offer.id}
              offer={offer}
              box={box}
              current={index === at}
              picked={picked.has(offer.id)}
              busy={accept.pending || giveBack.pending}
              onCurrent={() => setCurrent(index)}
              {...(mine
                ? {
                    onPick: on => pick(offer.id, on),
                    onAccept: () => void takeAll([offer.id]),
                    onReturn: () => setReturning(offer),
                  }
                : {})}
            />
          )
        })}
      </ul>
      {offers.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={offers.isFetchingNextPage}
          onClick={() => void offers.fetchNextPage()}
        >
          {t($ => $.offers.more)}
        </Button>
      )}
      {chosen.length > 0 && (
        <Group className={classes.bar} role="toolbar" aria-label={t($ => $.grid.bulk)}>
          <span>{t($ => $.grid.picked, { figure: format.number(chosen.length) })}</span>
          <Button variant="subtle" ml="auto" onClick={() => setPicked(new Set())}>
            {t($ => $.grid.unpick)}
          </Button>
          <Button
            leftSection={<IconCheck size={16} aria-hidden />}
            loading={accept.pending}
            onClick={() => void takeAll(chosen.map(offer => offer.id))}
          >
            {t($ => $.offers.acceptAll, { count: chosen.length, figure: format.number(chosen.length) })}
          </Button>
        </Group>
      )}
      <Dialog
        opened={returning !== undefined}
        onClose={() => setReturning(undefined)}
        title={t($ => $.leads.act.return)}
        size="sm"
      >
        <ReasonForm
          kind="returned"
          save={t($ => $.leads.reason.save.return)}
          withNote
          onSave={save}
          onCancel={() => setReturning(undefined)}
        />
      </Dialog>
    </>
  )
}

/** One after the other; somebody else may have been quicker with one of them. */
async function acceptTogether(ids: number[]): Promise<{ accepted: (number | null)[]; left: number }> {
  const accepted: (number | null)[] = []
  let refusal: unknown
  for (const id of ids) {
    try {
      accepted.push((await api.offers.accept({ id })).operationId)
    } catch (error) {
      refusal = error
    }
  }
  if (accepted.length === 0) throw refusal
  return { accepted, left: ids.length - accepted.length }
}

function Nothing({ box, open }: { box: Box; open: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const toLeads = { label: t($ => $.offers.emptyGivenAct), onClick: () => void navigate({ to: '/leads' }) }
  if (box === 'received')
    return (
      <Empty title={t($ => $.offers[open ? 'emptyReceived' : 'neverReceived'])} art="handover" act={toLeads}>
        {t($ => $.offers.emptyReceivedText)}
      </Empty>
    )
  return open ? (
    <Empty title={t($ => $.offers.noneOpen)} art="done">
      {t($ => $.offers.noneOpenText)}
    </Empty>
  ) : (
    <Empty title={t($ => $.offers.emptyGiven)} art="handover" act={toLeads}>
      {t($ => $.offers.emptyGivenText)}
    </Empty>
  )
}
