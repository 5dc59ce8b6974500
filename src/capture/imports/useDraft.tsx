import { useRef, useState } from 'react'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import type { Import, ImportOptions } from './imports.schema.ts'

/** Texts that several columns may make up together. */
const joined = new Set(['address', 'memo', 'note'])

export type Draft = {
  mapping: readonly (string | null)[]
  options: ImportOptions
  setField: (column: number, field: string | null) => void
  setOptions: (patch: Partial<ImportOptions>) => void
  /** What stands on the screen is at the server. False when it was refused. */
  settle: () => Promise<boolean>
  saving: boolean
}

type Patch = { mapping?: (string | null)[]; options?: Partial<ImportOptions> }

/** Columns and options as they are being corrected: shown at once, saved a breath later, one after the other. */
export function useDraft(run: Import): Draft {
  const [mapping, setMapping] = useState(() => run.columns.map(column => column.field))
  const [options, setOptions] = useState(run.options)
  const change = useAct(api.imports.change)
  const line = useRef<{
    version: number
    waiting: Patch | undefined
    saving: Promise<boolean> | undefined
    timer: ReturnType<typeof setTimeout> | undefined
  }>({
    version: run.version,
    waiting: undefined,
    saving: undefined,
    timer: undefined,
  })

  async function send(): Promise<boolean> {
    const at = line.current
    while (at.waiting) {
      const patch = at.waiting
      at.waiting = undefined
      const saved = await change.run({ id: run.id, version: at.version, ...patch })
      if (!saved) return false
      at.version = saved.version
    }
    return true
  }

  function settle(): Promise<boolean> {
    const at = line.current
    clearTimeout(at.timer)
    at.saving ??= send().finally(() => {
      at.saving = undefined
    })
    return at.saving
  }

  function later(patch: Patch) {
    const at = line.current
    at.waiting = {
      ...at.waiting,
      ...patch,
      ...(patch.options ? { options: { ...at.waiting?.options, ...patch.options } } : {}),
    }
    clearTimeout(at.timer)
    at.timer = setTimeout(() => void settle(), 500)
  }

  return {
    mapping,
    options,
    saving: change.pending,
    settle,
    setField(column, field) {
      // One field, one column: choosing it here takes it from there.
      const next = mapping.map((known, at) =>
        at === column ? field : known === field && field !== null && !joined.has(field) ? null : known,
      )
      setMapping(next)
      later({ mapping: next })
    },
    setOptions(patch) {
      setOptions(before => ({ ...before, ...patch }))
      later({ options: patch })
    },
  }
}
