import { Checkbox, Group, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { bantParts } from './deals.schema.ts'
import classes from './Pipelines.module.css'
import type { Pipeline } from './pipelines.schema.ts'

/** Which of BANT count, and how many of these must be known before there is a deal. */
export function Gate({ pipeline: { id, version, bantParts: counting, bantNeeded } }: { pipeline: Pipeline }) {
  const { t } = useTranslation()
  const change = useAct(api.pipelines.change, { done: t($ => $.pipelines.saved), undo: takeBack })
  const count = (parts: string[]) => {
    const now = bantParts.filter(part => parts.includes(part))
    void change.run({ id, version, bantParts: now, bantNeeded: Math.min(bantNeeded, now.length) })
  }
  return (
    <fieldset className={classes.gate} disabled={change.pending}>
      <legend>{t($ => $.pipelines.gate)}</legend>
      <Checkbox.Group label={t($ => $.pipelines.gateCounts)} value={counting} onChange={count}>
        <Group gap="8px 20px" mt={6}>
          {bantParts.map(part => (
            <Checkbox key={part} value={part} label={t($ => $.deals.bant[part])} />
          ))}
        </Group>
      </Checkbox.Group>
      <NativeSelect
        label={t($ => $.pipelines.gateNeeded)}
        value={String(bantNeeded)}
        data={[0, ...counting.map((_, at) => at + 1)].map(needed => ({
          value: String(needed),
          label: needed === 0 ? t($ => $.pipelines.gateNone) : t($ => $.pipelines.gateOf, { count: needed }),
        }))}
        onChange={event => void change.run({ id, version, bantNeeded: Number(event.currentTarget.value) })}
      />
    </fieldset>
  )
}
