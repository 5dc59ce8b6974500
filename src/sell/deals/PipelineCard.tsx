import { ActionIcon, Button, Group } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Gate } from './Gate.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'
import { NamePipeline } from './NamePipeline.tsx'
import classes from './Pipelines.module.css'
import type { Pipeline } from './pipelines.schema.ts'
import { Stages } from './Stages.tsx'

type Props = {
  pipeline: Pipeline
  /** Where its open deals can go when it is given up. */
  others: readonly Pipeline[]
  place: { at: number; of: number }
  busy: boolean
  onMove: (by: -1 | 1) => void
}

/** A pipeline: its name and place, its gate, its stages. */
export function PipelineCard({ pipeline, others, place, busy, onMove }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'name' | 'leave'>()
  const change = useAct(api.pipelines.change, { done: t($ => $.pipelines.saved), undo: takeBack })
  const { id, version, name, active } = pipeline
  const movers = [
    { by: -1, label: t($ => $.pipelines.up, { name }), icon: IconArrowUp, off: place.at === 0 },
    { by: 1, label: t($ => $.pipelines.down, { name }), icon: IconArrowDown, off: place.at === place.of - 1 },
  ] as const
  return (
    <section className={`ui-card ${classes.pipeline}`} aria-label={name} data-off={!active || undefined}>
      <header className={classes.head}>
        <h2>{name}</h2>
        {active && place.at === 0 && place.of > 1 && <Tag tone="accent">{t($ => $.pipelines.first)}</Tag>}
        {!active && <Tag>{t($ => $.pipelines.off)}</Tag>}
        <Group gap={0} className={classes.acts}>
          {active &&
            place.of > 1 &&
            movers.map(({ by, label, icon: Sign, off }) => (
              <ActionIcon
                key={by}
                aria-label={label}
                title={label}
                disabled={off || busy}
                bg={off ? 'transparent' : undefined}
                onClick={() => onMove(by)}
              >
                <Sign size={16} stroke={1.6} />
              </ActionIcon>
            ))}
          {active && (
            <ActionIcon
              aria-label={t($ => $.pipelines.change, { name })}
              title={t($ => $.pipelines.change, { name })}
              onClick={() => setOpen('name')}
            >
              <IconPencil size={16} stroke={1.6} />
            </ActionIcon>
          )}
        </Group>
      </header>
      {active ? (
        <>
          <Gate pipeline={pipeline} />
          <Stages pipeline={pipeline} />
          {others.length > 0 && (
            <div>
              <Button size="compact-sm" variant="default" onClick={() => setOpen('leave')}>
                {t($ => $.pipelines.leave)}
              </Button>
            </div>
          )}
        </>
      ) : (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            loading={change.pending}
            onClick={() => void change.run({ id, version, active: true })}
          >
            {t($ => $.pipelines.back)}
          </Button>
        </div>
      )}
      {open === 'name' && <NamePipeline pipeline={pipeline} onClose={() => setOpen(undefined)} />}
      {open === 'leave' && <LeaveDialog pipeline={pipeline} places={others} onClose={() => setOpen(undefined)} />}
    </section>
  )
}
