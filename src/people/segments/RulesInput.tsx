import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterChips } from '../../ui/grid/FilterChips.tsx'
import type { Filter, FilterDefinition } from '../../ui/grid/types.ts'
import { type Condition, isAnyOf, type Rules } from './rules.schema.ts'
import classes from './Segments.module.css'

type Props = {
  /** What it begins with; it keeps what is being written itself. */
  rules: Rules
  definitions: readonly FilterDefinition[]
  onChange: (rules: Rules) => void
  title: string
  adds: string
  error?: string | undefined
}

/** Conditions as chips: all of them must hold, and of each group of alternatives one. */
export function RulesInput({ rules, definitions, onChange, title, adds, error }: Props) {
  const { t } = useTranslation()
  const [all, setAll] = useState(() => rules.all.flatMap(rule => (isAnyOf(rule) ? [] : [rule])))
  const [groups, setGroups] = useState(() => rules.all.flatMap(rule => (isAnyOf(rule) ? [rule.any] : [])))
  const tell = (nextAll: Condition[], nextGroups: Condition[][]) => {
    setAll(nextAll)
    setGroups(nextGroups)
    onChange({ all: [...nextAll, ...nextGroups.filter(group => group.length > 0).map(any => ({ any }))] })
  }
  return (
    <div className={classes.input}>
      <Conditions
        title={title}
        adds={adds}
        definitions={definitions}
        conditions={all}
        onChange={next => tell(next, groups)}
      />
      {groups.map((group, at) => (
        <Conditions
          // Groups have nothing of their own but their place.
          key={at}
          title={t($ => $.segments.editor.any)}
          adds={adds}
          definitions={definitions}
          conditions={group}
          onChange={next => tell(all, groups.with(at, next))}
          onRemove={() => tell(all, groups.toSpliced(at, 1))}
        />
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        className={classes.start}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => setGroups([...groups, []])}
      >
        {t($ => $.segments.editor.addAny)}
      </Button>
      {error && (
        <p role="alert" className={classes.refused}>
          {error}
        </p>
      )}
    </div>
  )
}

type ConditionsProps = {
  title: string
  adds: string
  definitions: readonly FilterDefinition[]
  conditions: readonly Condition[]
  onChange: (conditions: Condition[]) => void
  onRemove?: () => void
}

function Conditions({ title, adds, definitions, conditions, onChange, onRemove }: ConditionsProps) {
  const { t } = useTranslation()
  return (
    <fieldset className={classes.group}>
      <legend>{title}</legend>
      <FilterChips
        definitions={definitions}
        adds={adds}
        view={{ filters: conditions as readonly Filter[] }}
        // Chips and rules are one language.
        onView={view => onChange([...view.filters] as Condition[])}
      />
      {onRemove && (
        <ActionIcon
          className={classes.removes}
          onClick={onRemove}
          aria-label={t($ => $.segments.editor.removeAny)}
          title={t($ => $.segments.editor.removeAny)}
        >
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      )}
    </fieldset>
  )
}
