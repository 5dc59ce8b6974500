import { UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClashDialog } from './ClashDialog.tsx'
import { type Choice, type EditKind, Editor } from './Editor.tsx'
import classes from './Fact.module.css'
import { useFormat } from './format.ts'
import { useSaves, type Value } from './useSaves.ts'
import { useTongue } from './words/tongue.tsx'

type Props = {
  label: string
  value: Value
  kind?: EditKind
  options?: readonly Choice[]
  /** How the stored value shows, where it is more than text: a link, a badge. */
  show?: ReactNode
  /**
   * Saves one value; without it the fact can only be read. `version` comes after a clash:
   *   onSave={(title, version) => api.persons.change({ id, version: version ?? person.version, title })}
   */
  onSave?: ((value: Value, version?: number) => Promise<unknown>) | undefined
}

/** A label and its value, edited in place: click or Enter, Enter saves, Esc cancels. Put several into `<Facts>`. */
export function Fact({ label, value, kind = 'text', options = [], show, onSave }: Props) {
  const { t } = useTranslation()
  const write = useWrite(kind, options)
  const [editing, setEditing] = useState(false)
  const [refused, setRefused] = useState<Value>()
  const saves = useSaves<string>((_label, next, version) => onSave?.(next, version) ?? Promise.resolve())
  const draft = saves.drafts.get(label)
  const shown = draft === undefined ? (show ?? write(value)) : write(draft)

  const commit = (next: Value) => {
    setEditing(false)
    if (next !== value) void saves.commit(label, label, next).then(saved => (saved ? leave() : again(next)))
  }
  const leave = () => {
    setEditing(false)
    setRefused(undefined)
  }
  const again = (typed: Value) => {
    setRefused(typed)
    setEditing(true)
  }
  return (
    <div className={classes.fact}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        {editing ? (
          <Editor
            kind={kind}
            label={label}
            value={refused ?? value}
            options={options}
            onCommit={commit}
            onCancel={leave}
          />
        ) : onSave ? (
          <UnstyledButton
            className={classes.shown}
            data-saving={draft !== undefined || undefined}
            aria-label={`${t($ => $.ui.fact.edit, { label })}: ${write(value) || t($ => $.ui.fact.empty)}`}
            onClick={() => setEditing(true)}
          >
            {shown || <span className={classes.add}>{t($ => $.ui.fact.add)}</span>}
          </UnstyledButton>
        ) : (
          <span className={classes.still}>{shown || <span className="ui-quiet">{t($ => $.ui.fact.empty)}</span>}</span>
        )}
      </dd>
      <ClashDialog
        label={saves.clash && label}
        theirs={write(valueOf(saves.clash?.clash.theirs))}
        yours={write(saves.clash?.value ?? null)}
        onChoose={saves.settle}
      />
    </div>
  )
}

/** Facts under one another, labels aligned. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>
}

/** Writes a stored value the way it reads. */
export function useWrite(kind: EditKind, options: readonly Choice[]): (value: Value) => string {
  const format = useFormat()
  const { t } = useTongue()
  return value => {
    if (value === null || value === '') return ''
    if (typeof value === 'boolean') return value ? t($ => $.ui.fact.yes) : t($ => $.ui.fact.no)
    if (kind === 'choice') return options.find(option => option.value === String(value))?.label ?? String(value)
    if (kind === 'date') return format.date(String(value))
    return typeof value === 'number' ? format.number(value) : value
  }
}

export function valueOf(value: unknown): Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
