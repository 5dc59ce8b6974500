import { ActionIcon, Button, Group } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { viewPlace } from '../../ui/grid/useGridView.ts'
import { linkTo } from '../../ui/place.ts'
import { useDragOrder } from '../../ui/useDragOrder.ts'
import classes from './Pipelines.module.css'
import type { Pipeline } from './pipelines.schema.ts'
import { StageDialog } from './StageDialog.tsx'

type Stage = Pipeline['stages'][number]

/** The stages of a pipeline in their order, by drag or by the arrows. The win stays the last. */
export function Stages({ pipeline }: { pipeline: Pipeline }) {
  const { t, i18n } = useTranslation()
  const [editing, setEditing] = useState<Stage | 'new'>()
  const change = useAct(api.pipelines.change, { done: t($ => $.pipelines.saved), undo: takeBack })
  const { id, version, stages } = pipeline
  const steps = stages.filter(stage => !stage.wins)
  const move = (stageId: number, to: number) => {
    const rest = steps.filter(one => one.id !== stageId)
    rest.splice(Math.min(to, rest.length), 0, ...steps.filter(one => one.id === stageId))
    void change.run({ id, version, stages: [...rest, ...stages.filter(stage => stage.wins)] })
  }
  const drag = useDragOrder(
    steps.map(stage => stage.id),
    move,
  )
  const nameOf = (stage: Stage) => (i18n.language === 'en' ? stage.nameEn : stage.nameJa)
  return (
    <div className={classes.stages}>
      <h3>{t($ => $.pipelines.stages)}</h3>
      <ol>
        {stages.map((stage, at) => (
          <li key={stage.id} data-wins={stage.wins || undefined} {...(stage.wins ? {} : drag(stage.id))}>
            <span className={classes.grip} title={stage.wins ? undefined : t($ => $.pipelines.drag)} aria-hidden>
              {!stage.wins && <IconGripVertical size={16} />}
            </span>
            <About stage={stage} name={nameOf(stage)} />
            <Acts
              stage={stage}
              name={nameOf(stage)}
              first={at === 0}
              last={at >= steps.length - 1}
              busy={change.pending}
              onMove={by => move(stage.id, at + by)}
              onEdit={() => setEditing(stage)}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          {t($ => $.pipelines.addStage)}
        </Button>
      </div>
      {editing && <StageDialog pipeline={pipeline} stage={editing} onClose={() => setEditing(undefined)} />}
    </div>
  )
}

function About({ stage, name }: { stage: Stage; name: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={classes.about}>
      <span className={classes.name}>
        {stage.position}. {name}
      </span>
      <span>
        {stage.wins ? (
          <Tag tone="good">{t($ => $.pipelines.wins)}</Tag>
        ) : (
          t($ => $.pipelines.probabilityOf, { figure: stage.probability })
        )}
      </span>
      <span>{stage.staleDays !== null && t($ => $.pipelines.staleOf, { count: stage.staleDays })}</span>
      <span>
        {stage.open > 0 && (
          <Link
            {...linkTo(
              viewPlace('/deals/list', { filters: [{ key: 'stageId', op: 'in', value: [String(stage.id)] }] }),
            )}
          >
            {t($ => $.pipelines.open, { count: stage.open, figure: format.number(stage.open) })}
          </Link>
        )}
      </span>
    </div>
  )
}

type ActsProps = {
  stage: Stage
  name: string
  first: boolean
  last: boolean
  busy: boolean
  onMove: (by: -1 | 1) => void
  onEdit: () => void
}

function Acts({ stage, name, first, last, busy, onMove, onEdit }: ActsProps) {
  const { t } = useTranslation()
  const acts = [
    ...(stage.wins
      ? []
      : [
          { label: t($ => $.pipelines.up, { name }), icon: IconArrowUp, off: first, run: () => onMove(-1) },
          { label: t($ => $.pipelines.down, { name }), icon: IconArrowDown, off: last, run: () => onMove(1) },
        ]),
    { label: t($ => $.pipelines.changeStage, { name }), icon: IconPencil, off: false, run: onEdit },
  ]
  return (
    <Group gap={0} wrap="nowrap">
      {acts.map(({ label, icon: Sign, off, run }) => (
        <ActionIcon
          key={label}
          aria-label={label}
          title={label}
          disabled={off || busy}
          bg={off ? 'transparent' : undefined}
          onClick={run}
        >
          <Sign size={16} stroke={1.6} />
        </ActionIcon>
      ))}
    </Group>
  )
}
