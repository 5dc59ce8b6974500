import { useMutation } from '@tanstack/react-query'
import { t } from 'i18next'
import { lineIsDown, onceKey } from './api.ts'
import { tell } from './tell.tsx'

type Procedure<Input, Output> = (input: Input, options?: { context?: { once?: string } }) => Promise<Output>

export type ActOptions<Output> = {
  /** What to say when it is done; nothing is said without it. */
  done?: string | ((output: Output) => string)
  /** How to take it back. Destructive acts offer this instead of asking first. */
  undo?: (output: Output) => Promise<unknown>
  /** The page shows refusals itself; `run` then rejects instead of answering undefined. */
  quiet?: boolean
}

export type Act<Input, Output> = {
  /** Does it. Answers what the server answered, or undefined if it was refused (and said so). */
  run: (input: Input) => Promise<Output | undefined>
  pending: boolean
  error: unknown
}

/**
 * A change a person makes:
 *
 *   const accept = useAct(api.offers.accept, { done: t($ => $.offers.accepted) })
 *   <Button loading={accept.pending} onClick={() => accept.run({ offerId })}>{…}</Button>
 *
 * Afterwards the screen is read again by itself; refusals appear in the server's sentence.
 */
export function useAct<Input, Output>(
  procedure: Procedure<Input, Output>,
  options: ActOptions<Output> = {},
): Act<Input, Output> {
  const { done, undo, quiet = false } = options
  const mutation = useMutation({
    mutationFn: ({ input, once }: { input: Input; once: string }) => procedure(input, { context: { once } }),
    meta: { quiet },
    // The server knows the attempt by its key and does it once, however often it arrives.
    retry: (count, error) => lineIsDown(error) && count < 300,
  })
  const back = useMutation({
    mutationFn: (output: Output) => undo?.(output) ?? Promise.resolve(),
    onSuccess: () => tell(t($ => $.ui.act.undone)),
  })
  return {
    pending: mutation.isPending || back.isPending,
    error: mutation.error,
    run: async input => {
      try {
        const output = await mutation.mutateAsync({ input, once: onceKey() })
        const sentence = typeof done === 'function' ? done(output) : done
        if (sentence) tell(sentence, undo && (() => back.mutate(output)))
        return output
      } catch (error) {
        if (quiet) throw error
        return undefined
      }
    },
  }
}
