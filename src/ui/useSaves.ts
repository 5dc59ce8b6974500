import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { readAgain } from './queries.ts'
import { type Clash, clashOf } from './stale.ts'
import { tellFailure } from './tell.tsx'

export type Value = string | number | boolean | null

/**
 * Edits in place. What was typed shows at once and stays until the screen has been read again; a refusal is said and the
 * old value comes back into view with the editor still holding what was typed; a clash is put before the person.
 */
export type Saves<Target> = {
  /** What shows instead of the stored value while it is being saved. */
  drafts: ReadonlyMap<string, Value>
  clash: { id: string; target: Target; value: Value; clash: Clash } | undefined
  /** Answers whether it was saved. */
  commit: (id: string, target: Target, value: Value, version?: number) => Promise<boolean>
  settle: (choice: 'theirs' | 'yours') => void
}

type Save<Target> = (target: Target, value: Value, version?: number) => Promise<unknown>

export function useSaves<Target>(save: Save<Target>): Saves<Target> {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Value>>(new Map())
  const [clash, setClash] = useState<Saves<Target>['clash']>()
  const mutation = useMutation({
    mutationFn: (edit: { target: Target; value: Value; version?: number }) =>
      save(edit.target, edit.value, edit.version),
    meta: { quiet: true },
  })

  const forget = (id: string) =>
    setDrafts(all => {
      const rest = new Map(all)
      rest.delete(id)
      return rest
    })

  const commit = async (id: string, target: Target, value: Value, version?: number): Promise<boolean> => {
    setDrafts(all => new Map(all).set(id, value))
    try {
      await mutation.mutateAsync({ target, value, ...(version === undefined ? {} : { version }) })
      await readAgain()
      return true
    } catch (error) {
      const found = clashOf(error)
      if (found) setClash({ id, target, value, clash: found })
      else tellFailure(error)
      return found !== undefined
    } finally {
      forget(id)
    }
  }

  const settle = (choice: 'theirs' | 'yours') => {
    if (!clash) return
    setClash(undefined)
    if (choice === 'theirs') void readAgain()
    else void commit(clash.id, clash.target, clash.value, clash.clash.version)
  }

  return { drafts, clash, commit, settle }
}
