import { Badge, Menu, Skeleton, Table, UnstyledButton } from '@mantine/core'
import { IconDots, IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { type Bulk, useBulkActs } from '../../ui/grid/useBulk.tsx'
import { viewPlace } from '../../ui/grid/useGridView.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useLeadFilters } from '../leads/LeadsPage.tsx'
import type { Picked } from '../leads/leads.schema.ts'
import { viewOf } from '../leads/useLeadViews.tsx'
import type { Rules } from './rules.schema.ts'
import { SegmentEditor } from './SegmentEditor.tsx'
import classes from './Segments.module.css'
import type { Segment } from './segments.schema.ts'
import { useRulesSentence } from './sentence.tsx'

/** All saved lists: who is in them, how many that is now, and who else sees them. */
export function SegmentsPage({ bulk = [] }: { bulk?: readonly Bulk<Picked>[] }) {
  const { t } = useTranslation()
  const mayEdit = useMay('segment.edit')
  const segments = useQuery(rpc.segments.list.queryOptions())
  const definitions = useLeadFilters()
  const sentences = useRulesSentence(definitions)
  const acts = useBulkActs(bulk)
  const [editing, setEditing] = useState<Segment | { rules: Rules }>()
  const act = {
    label: t($ => $.segments.add),
    icon: IconPlus,
    onClick: () => setEditing({ rules: { all: [] } }),
    keys: 'c',
  }
  return (
    <Page title={t($ => $.desk.place.segments)} sub={t($ => $.segments.sub)} {...(mayEdit ? { act } : {})}>
      {segments.isPending && <Skeleton height={320} />}
      {segments.isError && <Problem error={segments.error} onRetry={segments.refetch} />}
      {segments.data?.items.length === 0 && (
        <Empty title={t($ => $.segments.empty)} art="list" {...(mayEdit ? { act } : {})}>
          {t($ => $.segments.emptyText)}
        </Empty>
      )}
      {segments.data && segments.data.items.length > 0 && (
        <div className={`ui-card ${classes.card}`}>
          <Table verticalSpacing={8} layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th className={classes.named}>{t($ => $.segments.column.name)}</Table.Th>
                <Table.Th className={classes.wide}>{t($ => $.segments.column.rules)}</Table.Th>
                <Table.Th className={classes.figures}>{t($ => $.segments.column.people)}</Table.Th>
                <Table.Th className={classes.whose}>{t($ => $.segments.column.whose)}</Table.Th>
                <Table.Th className={classes.edits}>
                  <span className="ui-unseen">{t($ => $.ui.act.more)}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {segments.data.items.map(one => (
                <Line
                  key={one.id}
                  segment={one}
                  sentences={sentences(one.rules)}
                  acts={acts.may}
                  onAct={act => void acts.begin(act, everybodyIn(one))}
                  {...(mayEdit && one.mine ? { onEdit: () => setEditing(one) } : {})}
                />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {acts.dialog}
      {editing && <SegmentEditor segment={editing} definitions={definitions} onClose={() => setEditing(undefined)} />}
    </Page>
  )
}

/** As a list asks for it: whoever is in it when it is done. */
const everybodyIn = ({ id }: Segment): Picked => ({
  matching: { filters: [{ key: 'segment', op: 'in', value: [String(id)] }] },
  except: [],
})

type LineProps = {
  segment: Segment
  sentences: readonly string[]
  acts: readonly Bulk<Picked>[]
  onAct: (act: Bulk<Picked>) => void
  onEdit?: () => void
}

function Line({ segment, sentences, acts, onAct, onEdit }: LineProps) {
  const { t } = useTranslation()
  const { search, to } = viewPlace('/leads', viewOf(segment))
  const chips = (
    <span className={classes.rules}>
      {sentences.length === 0 ? t($ => $.segments.everybody) : sentences.map(one => <span key={one}>{one}</span>)}
    </span>
  )
  return (
    <Table.Tr>
      <Table.Td className={classes.named}>
        <Link
          to={to}
          search={{ ...search, view: segment.id }}
          aria-label={t($ => $.segments.open, { name: segment.name })}
        >
          {segment.name}
        </Link>
        <div className={classes.below}>{chips}</div>
      </Table.Td>
      <Table.Td className={classes.wide}>{chips}</Table.Td>
      <Table.Td className={classes.figures}>
        <Count id={segment.id} />
      </Table.Td>
      <Table.Td className={classes.whose}>
        <Badge variant={segment.shared ? 'light' : 'default'} size="sm" tt="none">
          {segment.shared ? t($ => $.segments.shared) : t($ => $.segments.mine)}
        </Badge>
        {segment.owner && <div className={classes.owner}>{segment.owner.name}</div>}
      </Table.Td>
      <Table.Td className={classes.edits}>
        {acts.length > 0 && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <UnstyledButton className={classes.edit} aria-label={t($ => $.segments.acts, { name: segment.name })}>
                <IconDots size={16} stroke={1.7} aria-hidden />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              {acts.map(act => (
                <Menu.Item
                  key={act.key}
                  leftSection={<act.icon size={15} stroke={1.7} aria-hidden />}
                  onClick={() => onAct(act)}
                >
                  {act.label(t)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {onEdit && (
          <UnstyledButton
            className={classes.edit}
            onClick={onEdit}
            aria-label={t($ => $.segments.edit, { name: segment.name })}
          >
            <IconPencil size={16} stroke={1.7} aria-hidden />
          </UnstyledButton>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

/** At once up to a thousand, then exactly. */
function Count({ id }: { id: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rough = useQuery(rpc.segments.get.queryOptions({ input: { id } }))
  const exact = useQuery({
    ...rpc.segments.get.queryOptions({ input: { id, exact: true } }),
    enabled: rough.data?.people.exact === false,
  })
  const people = (exact.data ?? rough.data)?.people
  if (!people) return <span className="ui-quiet">{rough.isError ? '―' : '…'}</span>
  const figure = people.exact
    ? format.number(people.count)
    : t($ => $.segments.more, { figure: format.number(people.count) })
  return <span className="ui-figures">{t($ => $.segments.people, { count: people.count, figure })}</span>
}
