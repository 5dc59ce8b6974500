import { ActionIcon, Group, Skeleton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card, Section } from '../../office/settings/Section.tsx'
import { Tag } from '../../office/settings/Tag.tsx'
import { useLeadFilters } from '../../people/leads/LeadsPage.tsx'
import { useRulesSentence } from '../../people/segments/sentence.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useDragOrder } from '../../ui/useDragOrder.ts'
import classes from '../scoring/scoring.module.css'
import type { AssignmentRule } from './assignment.schema.ts'
import { RuleDialog } from './RuleDialog.tsx'
import { TryCard } from './TryCard.tsx'

/** 割り当てルール: in the order in which they are tried, by drag or by the arrows. */
export function AssignmentSection() {
  const { t } = useTranslation()
  const list = useQuery(rpc.assignmentRules.list.queryOptions())
  const [editing, setEditing] = useState<AssignmentRule | 'new'>()
  const order = useAct(api.assignmentRules.order)
  const rules = list.data?.items ?? []

  const move = (id: number, to: number) => {
    const ids = rules.map(rule => rule.id).filter(one => one !== id)
    ids.splice(to, 0, id)
    void order.run({ ids })
  }
  const drag = useDragOrder(
    rules.map(rule => rule.id),
    move,
  )
  return (
    <Section
      title={t($ => $.assignment.title)}
      sub={t($ => $.assignment.sub)}
      act={{ label: t($ => $.assignment.add), icon: IconPlus, onClick: () => setEditing('new'), keys: 'c' }}
    >
      {list.isPending && <Skeleton height={240} />}
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.data && rules.length === 0 && (
        <Card>
          <p className={classes.quiet}>{t($ => $.assignment.empty)}</p>
        </Card>
      )}
      <ol className={classes.order}>
        {rules.map((rule, at) => (
          <li key={rule.id} className={classes.assign} data-off={!rule.active || undefined} {...drag(rule.id)}>
            <span className={classes.grip} title={t($ => $.assignment.drag)} aria-hidden>
              <IconGripVertical size={16} />
            </span>
            <Rule rule={rule} place={at + 1} />
            <Acts
              rule={rule}
              first={at === 0}
              last={at === rules.length - 1}
              busy={order.pending}
              onMove={by => move(rule.id, at + by)}
              onEdit={() => setEditing(rule)}
            />
          </li>
        ))}
      </ol>
      {list.data && <TryCard />}
      {editing && <RuleDialog rule={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Section>
  )
}

function Rule({ rule, place }: { rule: AssignmentRule; place: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentences = useRulesSentence(useLeadFilters())
  const terms = [
    ...(rule.capacity === null ? [] : [t($ => $.assignment.capacity, { figure: format.number(rule.capacity) })]),
    ...(rule.answerDays === null
      ? []
      : [rule.answerDays === 0 ? t($ => $.assignment.sameDay) : t($ => $.assignment.days, { count: rule.answerDays })]),
  ]
  return (
    <div>
      <div className={classes.name}>
        {place}. {rule.name}
        {!rule.active && <Tag>{t($ => $.assignment.off)}</Tag>}
      </div>
      <div className={classes.sentence}>
        {[
          rule.conditions.all.length === 0 ? t($ => $.assignment.everybody) : format.list(sentences(rule.conditions)),
          ...terms,
        ].join(' · ')}
      </div>
      <ul className={classes.receivers}>
        {rule.receivers.map(one => (
          <li key={one.id} data-next={one.next || undefined}>
            {t($ => $.assignment.load, { name: one.name, load: format.number(one.load) })}
            {one.next && <Tag tone="accent">{t($ => $.assignment.next)}</Tag>}
            {one.awayUntil !== null && <Tag tone="soon">{t($ => $.assignment.away)}</Tag>}
            {one.gone && <Tag tone="late">{t($ => $.assignment.gone)}</Tag>}
          </li>
        ))}
      </ul>
    </div>
  )
}

type ActsProps = {
  rule: AssignmentRule
  first: boolean
  last: boolean
  busy: boolean
  onMove: (by: -1 | 1) => void
  onEdit: () => void
}

function Acts({ rule: { name }, first, last, busy, onMove, onEdit }: ActsProps) {
  const { t } = useTranslation()
  const acts = [
    { label: t($ => $.assignment.up, { name }), icon: IconArrowUp, off: first || busy, run: () => onMove(-1) },
    { label: t($ => $.assignment.down, { name }), icon: IconArrowDown, off: last || busy, run: () => onMove(1) },
    { label: t($ => $.assignment.edit, { name }), icon: IconPencil, off: false, run: onEdit },
  ]
  return (
    <Group gap={0} wrap="nowrap">
      {acts.map(({ label, icon: Sign, off, run }) => (
        <ActionIcon
          key={label}
          aria-label={label}
          title={label}
          disabled={off}
          bg={off ? 'transparent' : undefined}
          onClick={run}
        >
          <Sign size={16} stroke={1.6} />
        </ActionIcon>
      ))}
    </Group>
  )
}
