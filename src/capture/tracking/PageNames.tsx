import { ActionIcon, Button, Skeleton, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { Tag } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Problem } from '../../ui/Problem.tsx'
import { PageNameDialog } from './PageNameDialog.tsx'
import classes from './tracking.module.css'
import type { PageName } from './tracking.schema.ts'

/** ページ名: what pages are called, in the order in which they are tried. */
export function PageNames() {
  const { t } = useTranslation()
  const list = useQuery(rpc.pageNames.list.queryOptions())
  const change = useAct(api.pageNames.change)
  const [editing, setEditing] = useState<PageName | 'new'>()
  const names = list.data?.items ?? []
  const swap = async (at: number, to: number) => {
    const [one, other] = [names[at], names[to]]
    if (!one || !other) return
    // Two that stand at one place would stay where they are.
    const [first, second] = one.position === other.position ? [to, at] : [other.position, one.position]
    if (await change.run({ id: one.id, version: one.version, position: first }))
      await change.run({ id: other.id, version: other.version, position: second })
  }
  return (
    <Card title={t($ => $.tracking.pages.title)} hint={t($ => $.tracking.pages.hint)}>
      {list.isPending && <Skeleton height={160} />}
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.data && names.length === 0 && <p className="ui-quiet">{t($ => $.tracking.pages.none)}</p>}
      <div>
        {names.map((page, at) => (
          <Row
            key={page.id}
            page={page}
            onEdit={() => setEditing(page)}
            up={at > 0 && !change.pending ? () => void swap(at, at - 1) : undefined}
            down={at < names.length - 1 && !change.pending ? () => void swap(at, at + 1) : undefined}
          />
        ))}
      </div>
      <div>
        <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
          {t($ => $.tracking.pages.add)}
        </Button>
      </div>
      {editing && (
        <PageNameDialog page={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </Card>
  )
}

type RowProps = {
  page: PageName
  onEdit: () => void
  up: (() => void) | undefined
  down: (() => void) | undefined
}

function Row({ page, onEdit, up, down }: RowProps) {
  const { t } = useTranslation()
  const { id, name, patterns, important } = page
  const remove = useAct(api.pageNames.remove, {
    done: t($ => $.tracking.pages.removed, { name }),
    undo: () => api.pageNames.create({ name, patterns, important }),
  })
  return (
    <div className={classes.row}>
      <div className={classes.name}>
        <UnstyledButton
          className={classes.open}
          aria-label={t($ => $.tracking.pages.change, { name })}
          onClick={onEdit}
        >
          {name}
        </UnstyledButton>
        {important && <Tag tone="accent">{t($ => $.tracking.pages.important)}</Tag>}
      </div>
      <span className={classes.patterns}>{patterns.join('　')}</span>
      <div className={classes.moves}>
        <ActionIcon disabled={!up} onClick={up} aria-label={t($ => $.tracking.pages.up, { name })}>
          <IconArrowUp size={15} />
        </ActionIcon>
        <ActionIcon disabled={!down} onClick={down} aria-label={t($ => $.tracking.pages.down, { name })}>
          <IconArrowDown size={15} />
        </ActionIcon>
        <ActionIcon
          loading={remove.pending}
          onClick={() => void remove.run({ id })}
          aria-label={t($ => $.tracking.pages.remove, { name })}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </div>
    </div>
  )
}
