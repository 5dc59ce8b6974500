import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { failureOf, lineIsDown } from './api.ts'
import { onReturn } from './connection.ts'
import { tellFailure } from './tell.tsx'

/**
 * The one rule about change: whatever was changed, what is on the screen is read again;
 * whatever was refused is said in the server's own sentence.
 * A mutation with `meta: { quiet: true }` says its refusals itself (a form that marks its fields).
 */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: error => {
      if (failureOf(error) === 'signedOut') leaveForSignIn()
    },
  }),
  mutationCache: new MutationCache({
    onSuccess: () => readAgain(),
    onError: (error, _input, _context, mutation) => {
      if (mutation.meta?.quiet !== true) tellFailure(error)
    },
  }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      retry: (_count, error) => lineIsDown(error),
      retryDelay: 2000,
    },
    mutations: {
      networkMode: 'always',
      // A 503 means that nothing was done, so sending it again is safe; a broken line may have carried it already.
      retry: (count, error) => failureOf(error) === 'away' && count < 300,
      retryDelay: 2000,
    },
  },
})

/** Reads everything visible again, and marks the rest as old. */
export function readAgain(): Promise<void> {
  return queries.invalidateQueries()
}

export const signInPath = '/sign-in'

function leaveForSignIn(): void {
  if (location.pathname.startsWith(signInPath)) return
  const back = encodeURIComponent(location.pathname + location.search)
  location.assign(`${signInPath}?back=${back}`)
}

onReturn(() => void readAgain())
