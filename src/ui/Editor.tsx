import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { DayInput } from './DayInput.tsx'
import type { Value } from './useSaves.ts'

export type Choice = { value: string; label: string }
export type EditKind = 'text' | 'long' | 'number' | 'date' | 'choice'

type Props = {
  kind: EditKind
  label: string
  value: Value
  options?: readonly Choice[]
  /** `next` is true when Tab asked for the next field. */
  onCommit: (value: Value, next: boolean) => void
  onCancel: () => void
  size?: 'xs' | 'sm'
}

/** One value being edited: Enter or leaving saves, Esc cancels; in longer text Enter is a new line and ⌘Enter saves. */
export function Editor({ kind, label, value, options = [], onCommit, onCancel, size = 'sm' }: Props) {
  const [text, setText] = useState(value === null ? '' : String(value))
  const left = useRef(false)
  // An input that goes away while it has the focus may still say that it lost it.
  const leave = (how: () => void) => {
    if (left.current) return
    left.current = true
    how()
  }
  const settled = (next = false) => leave(() => onCommit(read(kind, text), next))
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    // Enter that ends a Japanese conversion belongs to the input method.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const finished = event.key === 'Enter' && (kind !== 'long' || event.metaKey || event.ctrlKey)
    if (event.key === 'Escape') leave(onCancel)
    else if (finished) settled()
    else if (event.key === 'Tab' && !event.shiftKey) settled(true)
    else return
    event.preventDefault()
  }
  const common = { 'aria-label': label, size, autoFocus: true, onKeyDown } as const

  if (kind === 'choice') {
    return (
      <Select
        {...common}
        data={[...options]}
        value={text || null}
        searchable={options.length > 8}
        clearable={value !== null}
        defaultDropdownOpened
        onChange={chosen => leave(() => onCommit(chosen, false))}
        onDropdownClose={() => leave(onCancel)}
        onKeyDown={event => event.stopPropagation()}
      />
    )
  }
  if (kind === 'date') {
    return (
      <DayInput
        {...common}
        value={text || null}
        clearable
        onChange={day => setText(day ?? '')}
        onBlur={() => settled()}
      />
    )
  }
  if (kind === 'number') {
    return (
      <NumberInput
        {...common}
        hideControls
        thousandSeparator=","
        value={text}
        onChange={typed => setText(String(typed))}
        onBlur={() => settled()}
      />
    )
  }
  const Input = kind === 'long' ? Textarea : TextInput
  return (
    <Input
      {...common}
      {...(kind === 'long' ? { autosize: true, minRows: 2, maxRows: 10 } : {})}
      value={text}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={() => settled()}
    />
  )
}

function read(kind: EditKind, text: string): Value {
  const said = kind === 'long' ? text.trimEnd() : text.trim()
  if (said === '') return null
  return kind === 'number' ? Number(said) : said
}
