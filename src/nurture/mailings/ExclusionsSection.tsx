import { ActionIcon, Skeleton } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card, Section } from '../../office/settings/Section.tsx'
import { Tag } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useMay } from '../../ui/me.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { ExclusionDialog } from './ExclusionDialog.tsx'
import classes from './mailings.module.css'
import type { Exclusion } from './mailings.schema.ts'

/** 設定 › 配信除外: whom no mailing goes to. */
export function ExclusionsSection() {
  const { t } = useTranslation()
  const mayEdit = useMay('mailing.edit')
  const [adding, setAdding] = useState(false)
  const list = useQuery(rpc.mailExclusions.list.queryOptions())
  const act = { label: t($ => $.mailings.exclusions.add), icon: IconPlus, onClick: () => setAdding(true) }
  return (
    <Section
      title={t($ => $.mailings.exclusions.title)}
      sub={t($ => $.mailings.exclusions.sub)}
      {...(mayEdit ? { act: { ...act, keys: 'c' } } : {})}
    >
      {list.isPending && <Skeleton height={160} />}
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.data?.items.length === 0 && (
        <Empty art="list" title={t($ => $.mailings.exclusions.empty)} {...(mayEdit ? { act } : {})}>
          {t($ => $.mailings.exclusions.emptyText)}
        </Empty>
      )}
      {list.data && list.data.items.length > 0 && (
        <Card>
          <ul className={classes.links}>
            {list.data.items.map(one => (
              <Line key={`${one.kind} ${one.value}`} exclusion={one} />
            ))}
          </ul>
        </Card>
      )}
      {adding && <ExclusionDialog onClose={() => setAdding(false)} />}
    </Section>
  )
}

function Line({ exclusion: { id, kind, value, why, note } }: { exclusion: Exclusion }) {
  const { t } = useTranslation()
  const mayEdit = useMay('mailing.edit')
  const remove = useAct(api.mailExclusions.remove, {
    done: t($ => $.mailings.exclusions.removed, { value }),
    undo: async ({ operationId }) => operationId && api.journal.undo({ id: operationId }),
  })
  const label = t($ => $.mailings.exclusions.remove, { value })
  return (
    <li>
      <div>
        {value} <Tag tone={why === 'competitor' ? 'soon' : 'plain'}>{t($ => $.mailings.exclusions.whys[why])}</Tag>
        <div className={classes.small}>
          {t($ => $.mailings.exclusions.kind[kind])}
          {(id === null || note) && ` ・ ${id === null ? t($ => $.mailings.exclusions.ofItself) : note}`}
        </div>
      </div>
      {id !== null && mayEdit && (
        <ActionIcon aria-label={label} title={label} disabled={remove.pending} onClick={() => void remove.run({ id })}>
          <IconTrash size={16} stroke={1.6} />
        </ActionIcon>
      )}
    </li>
  )
}
