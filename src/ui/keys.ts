import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'

/**
 * Every shortcut there is. A page declares its own, and they end with the page:
 *
 *   useKeys([{ keys: 'c', label: t($ => $.leads.create), run: openForm }])
 *   useKeys([{ keys: 'g l', label: …, run: … }], 'anywhere')
 *
 * `mod+k` is ⌘K on a Mac and Ctrl+K elsewhere; `g l` is one key after the other. Shortcuts rest while somebody types,
 * while a Japanese input method composes, and while a dialog is open; those with `mod` work while typing too.
 * The last one declared wins, so a page may take a key over.
 */
export type Shortcut = { keys: string; label: string; run: (event: KeyboardEvent) => void; hidden?: boolean }
export type ShortcutGroup = 'anywhere' | 'page'
export type Registered = Shortcut & { group: ShortcutGroup }

let registered: readonly Registered[] = []
const listeners = new Set<() => void>()

function change(next: readonly Registered[]): void {
  registered = next
  for (const tell of listeners) tell()
}

export function useKeys(shortcuts: readonly Shortcut[], group: ShortcutGroup = 'page'): void {
  const run = useEffectEvent((index: number, event: KeyboardEvent) => shortcuts[index]?.run(event))
  const shape = JSON.stringify(shortcuts.map(({ keys, label, hidden }) => ({ keys, label, hidden })))
  useEffect(() => {
    const declared: Omit<Shortcut, 'run'>[] = JSON.parse(shape)
    const mine = declared.map((one, index) => ({ ...one, group, run: (event: KeyboardEvent) => run(index, event) }))
    change([...registered, ...mine])
    return () => change(registered.filter(one => !mine.includes(one)))
  }, [shape, group])
}

export function useRegisteredKeys(): readonly Registered[] {
  return useSyncExternalStore(
    tell => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => registered,
  )
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The keys as they are printed on this keyboard: 「⌘ K」「Ctrl K」「g → l」. */
export function keyCaps(keys: string): string[][] {
  return keys.split(' ').map(step =>
    step.split('+').map(part => {
      if (part === 'mod') return isMac ? '⌘' : 'Ctrl'
      if (part === 'shift') return 'Shift'
      return part.length === 1 ? part.toUpperCase() : part
    }),
  )
}

const writes = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'
const holdsKeys = '[role=dialog], [role=menu], [role=listbox]'
const pressable = 'a, button, summary, label, input, [role=button], [role=tab], [role=row], [role=grid]'

/** True while a key belongs to what somebody is writing, or to the button, menu or dialog that has the keyboard. */
function isTaken(event: KeyboardEvent, pressed: string): boolean {
  if (event.isComposing || event.keyCode === 229) return true
  if (pressed.startsWith('mod+')) return false
  if (document.querySelector('[aria-modal="true"]')) return true
  const at = event.target
  if (!(at instanceof Element)) return false
  if (at.matches(writes) || at.closest(holdsKeys)) return true
  return pressed.length > 1 && at.closest(pressable) !== null
}

function step(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`
}

const patience = 1200

/** Started once, by the frame around all pages. */
export function listenToKeys(): () => void {
  let first: { key: string; at: number } | undefined
  const onKey = (event: KeyboardEvent) => {
    const pressed = step(event)
    if (event.defaultPrevented || event.repeat) return
    if (isTaken(event, pressed)) return
    const after = first && event.timeStamp - first.at < patience ? `${first.key} ${pressed}` : undefined
    const found = registered.findLast(one => one.keys === after) ?? registered.findLast(one => one.keys === pressed)
    first = registered.some(one => one.keys.startsWith(`${pressed} `))
      ? { key: pressed, at: event.timeStamp }
      : undefined
    if (!found) return
    event.preventDefault()
    first = undefined
    found.run(event)
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}
