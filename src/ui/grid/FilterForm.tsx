import { Button, Checkbox, Group, NumberInput, ScrollArea, Select, Stack, Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from '../Editor.tsx'
import { DayControl } from './DayControl.tsx'
import { operatorsOf } from './sentences.ts'
import type { Filter, FilterDefinition, Operator } from './types.ts'

type Props = { definition: FilterDefinition; filter: Filter | undefined; onApply: (filter: Filter) => void }

/** The form behind a chip: how, and what. */
export function FilterForm({ definition, filter, onApply }: Props) {
  const { t } = useTranslation()
  const [op, setOp] = useState<Operator>(filter?.op ?? operatorsOf(definition)[0] ?? 'has')
  const [value, setValue] = useState<unknown>(filter && 'value' in filter ? filter.value : firstValue(definition))
  const options = definition.options ?? []
  const ready = filterOf(definition.key, op, value)
  const names = operatorsOf(definition).map(one => ({ value: one, label: t($ => $.grid.operator[one]) }))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229 || !ready) return
    event.preventDefault()
    onApply(ready)
  }
  const changeOp = (next: string | null) => {
    const found = operatorsOf(definition).find(one => one === next)
    if (found) setOp(found)
  }
  return (
    <Stack gap={8} onKeyDown={onKeyDown}>
      {names.length > 1 && (
        <Select
          aria-label={definition.label}
          data={names}
          value={op}
          onChange={changeOp}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <Control
        op={op}
        label={definition.label}
        options={options}
        value={value}
        onChange={setValue}
        moment={definition.moment ?? false}
        onPick={day => onApply({ key: definition.key, op: op === 'from' || op === 'on' ? op : 'until', value: day })}
      />
      <Group justify="flex-end">
        <Button size="compact-md" disabled={!ready} onClick={() => ready && onApply(ready)}>
          {t($ => $.ui.act.apply)}
        </Button>
      </Group>
    </Stack>
  )
}

type ControlProps = {
  op: Operator
  label: string
  options: readonly Choice[]
  value: unknown
  onChange: (value: unknown) => void
  moment: boolean
  onPick: (day: string) => void
}

function Control({ op, label, options, value, onChange, moment, onPick }: ControlProps) {
  switch (op) {
    case 'empty':
    case 'notEmpty':
      return null
    case 'has':
    case 'is':
      return (
        <TextInput
          data-autofocus
          aria-label={label}
          value={String(value ?? '')}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
    case 'atLeast':
    case 'atMost':
      return (
        <NumberInput
          data-autofocus
          aria-label={label}
          thousandSeparator=","
          hideControls
          value={typeof value === 'number' ? value : ''}
          onChange={typed => onChange(typeof typed === 'number' ? typed : undefined)}
        />
      )
    case 'in':
    case 'notIn':
      return <Choices label={label} options={options} value={strings(value)} onChange={onChange} />
    case 'until':
    case 'from':
    case 'on':
      return <DayControl value={value} moment={moment && op !== 'on'} onPick={onPick} />
    case 'did':
    case 'didNot':
      return <Did options={options} value={value} onChange={onChange} />
  }
}

function Choices({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: readonly Choice[]
  value: string[]
  onChange: (value: string[]) => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const wanted = text.normalize('NFKC').toLowerCase()
  const shown = options.filter(option => option.label.normalize('NFKC').toLowerCase().includes(wanted))
  return (
    <>
      {options.length > 8 && (
        <TextInput
          data-autofocus
          aria-label={t($ => $.grid.narrow)}
          placeholder={t($ => $.grid.narrow)}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah={260} type="auto">
        <Checkbox.Group aria-label={label} value={value} onChange={onChange}>
          <Stack gap={6} py={2}>
            {shown.map(option => (
              <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
            ))}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
    </>
  )
}

function Did({
  options,
  value,
  onChange,
}: {
  options: readonly Choice[]
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { t } = useTranslation()
  const said = didOf(value)
  if (!said) return null
  return (
    <>
      <Select
        aria-label={t($ => $.grid.what)}
        data={[...options]}
        value={said.what}
        allowDeselect={false}
        onChange={what => what && onChange({ ...said, what })}
        comboboxProps={{ withinPortal: false }}
      />
      <Group gap={8} wrap="nowrap">
        <NumberInput
          w={72}
          min={1}
          max={3650}
          aria-label={t($ => $.grid.days)}
          disabled={said.days === 0}
          value={said.days === 0 ? '' : said.days}
          onChange={days => onChange({ ...said, days: Number(days) || 1 })}
        />
        <Text size="sm" flex="none">
          {t($ => $.grid.days)}
        </Text>
        <Checkbox
          ml="auto"
          size="xs"
          label={t($ => $.grid.ever)}
          checked={said.days === 0}
          onChange={event => onChange({ ...said, days: event.currentTarget.checked ? 0 : 30 })}
        />
      </Group>
    </>
  )
}

function firstValue(definition: FilterDefinition): unknown {
  return definition.kind === 'did' ? { what: definition.options?.[0]?.value ?? '', days: 30 } : undefined
}

function filterOf(key: string, op: Operator, value: unknown): Filter | undefined {
  switch (op) {
    case 'empty':
    case 'notEmpty':
      return { key, op }
    case 'has':
    case 'is':
      return typeof value === 'string' && value.trim() ? { key, op, value: value.trim() } : undefined
    case 'until':
    case 'from':
    case 'on':
      return typeof value === 'string' && value ? { key, op, value } : undefined
    case 'atLeast':
    case 'atMost':
      return typeof value === 'number' ? { key, op, value } : undefined
    case 'in':
    case 'notIn':
      return strings(value).length > 0 ? { key, op, value: strings(value) } : undefined
    case 'did':
    case 'didNot': {
      const did = didOf(value)
      return did ? { key, op, value: did } : undefined
    }
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : []
}

function didOf(value: unknown): { what: string; days: number } | undefined {
  if (typeof value !== 'object' || value === null || !('what' in value) || !('days' in value)) return undefined
  return { what: String(value.what), days: Number(value.days) }
}
