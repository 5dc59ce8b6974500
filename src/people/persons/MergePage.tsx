import { Skeleton, Text } from '@mantine/core'
import { IconArrowsJoin } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import classes from './Merge.module.css'
import { MergeSides } from './MergeSides.tsx'
import { PastMerges } from './PastMerges.tsx'
import { nameOf, PickDuplicate } from './PickDuplicate.tsx'
import type { Person } from './persons.schema.ts'

/** Two people side by side: who stays, what is filled, what becomes of their leads; then they are one. Past merges below. */
export function MergePage() {
  const { t } = useTranslation()
  const id = useRowId()
  const navigate = useNavigate()
  const search: { with?: unknown } = useSearch({ strict: false })
  const other = typeof search.with === 'number' && search.with !== id ? search.with : undefined
  const compare = (next: number | undefined) =>
    void navigate({ to: '.', search: next ? { with: next } : {}, replace: true })
  const one = useQuery(rpc.persons.get.queryOptions({ input: { id } }))
  if (one.isError) return <Problem error={one.error} onRetry={one.refetch} />
  const name = one.data ? nameOf(one.data) || t($ => $.ui.person.unknown) : ''
  return (
    <Page title={t($ => $.merge.title)} crumbs={[{ label: name || '…', to: `/persons/${id}` }]}>
      <Text className="ui-prose" mb={16}>
        {t($ => $.merge.intro)}
      </Text>
      {one.data && !other && <PickDuplicate person={one.data} onPick={compare} />}
      {one.data && other && (
        <Comparison key={other} one={one.data} otherId={other} onOther={() => compare(undefined)} />
      )}
      <PastMerges personId={id} />
    </Page>
  )
}

function Comparison({ one, otherId, onOther }: { one: Person; otherId: number; onOther: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const other = useQuery(rpc.persons.get.queryOptions({ input: { id: otherId } }))
  const [swapped, setSwapped] = useState(false)
  const merge = useAct(api.persons.merge, {
    done: ({ keep }) => t($ => $.merge.done, { name: keep.name }),
    undo: ({ id }) => api.merges.undo({ id }),
  })
  if (other.isError) return <Problem error={other.error} onRetry={other.refetch} />
  if (!other.data) return <Skeleton height={320} />
  const [keep, absorb] = swapped ? [other.data, one] : [one, other.data]
  const join = async () => {
    if (await merge.run({ keep: keep.id, absorb: absorb.id }))
      void navigate({ to: '/persons/$id', params: { id: keep.id } })
  }
  return (
    <section className={classes.comparison} aria-label={t($ => $.merge.title)}>
      <h2 className="ui-unseen">{t($ => $.merge.compare)}</h2>
      <MergeSides
        keep={keep}
        absorb={absorb}
        pending={merge.pending}
        onSwap={() => setSwapped(!swapped)}
        onOther={onOther}
        act={{ label: t($ => $.merge.act), icon: IconArrowsJoin, onClick: join }}
      />
    </section>
  )
}
