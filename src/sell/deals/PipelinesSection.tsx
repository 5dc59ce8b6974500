import { Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../office/settings/Section.tsx'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Problem } from '../../ui/Problem.tsx'
import { NamePipeline } from './NamePipeline.tsx'
import { PipelineCard } from './PipelineCard.tsx'

/** パイプライン: the ways that deals take, each with its gate and its stages. */
export function PipelinesSection() {
  const { t } = useTranslation()
  const list = useQuery(rpc.pipelines.list.queryOptions({ input: { all: true } }))
  const [adding, setAdding] = useState(false)
  const order = useAct(api.pipelines.order, { done: t($ => $.pipelines.saved), undo: takeBack })
  const all = list.data?.items ?? []
  const used = all.filter(one => one.active)
  const move = (id: number, by: -1 | 1) => {
    const ids = used.map(one => one.id)
    const at = ids.indexOf(id)
    ids.splice(at + by, 0, ...ids.splice(at, 1))
    void order.run({ ids })
  }
  return (
    <Section
      title={t($ => $.pipelines.title)}
      sub={t($ => $.pipelines.sub)}
      act={{ label: t($ => $.pipelines.add), icon: IconPlus, onClick: () => setAdding(true), keys: 'c' }}
    >
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={480} />}
      {all.map(pipeline => (
        <PipelineCard
          key={pipeline.id}
          pipeline={pipeline}
          others={used.filter(one => one.id !== pipeline.id)}
          place={{ at: used.indexOf(pipeline), of: used.length }}
          busy={order.pending}
          onMove={by => move(pipeline.id, by)}
        />
      ))}
      {adding && used[0] && <NamePipeline like={used[0]} onClose={() => setAdding(false)} />}
    </Section>
  )
}
