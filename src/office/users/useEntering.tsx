import { Alert } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { queries } from '../../ui/queries.ts'
import { fieldErrorsOf } from '../../ui/stale.ts'
import { sentenceOf } from '../../ui/tell.tsx'
import { signIn } from '../desk/session.tsx'

/** Sets a password by a link, signs in with it and goes inside. What the server says about a field stands at the field. */
export function useEntering<Said extends { password: string }>(
  mark: (errors: Record<string, string>) => void,
  accept: (said: Said) => Promise<{ email: string }>,
) {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async (said: Said) => {
      const { email } = await accept(said)
      // The link is used up now. Should this fail, the page behind asks to sign in.
      await signIn(email, said.password).catch(() => {})
    },
    meta: { quiet: true },
    onSuccess: () => {
      // What somebody else saw here before is forgotten; the link on this page is used up and not asked for again.
      queries.removeQueries({ type: 'inactive' })
      void navigate({ to: '/', replace: true })
    },
    onError: error => mark(fieldErrorsOf(error)),
  })
}

/** What went wrong with the whole, above the form. */
export function Trouble({ error }: { error: unknown }) {
  if (!error || Object.keys(fieldErrorsOf(error)).length > 0) return null
  return (
    <Alert color="red" variant="light" role="alert">
      {sentenceOf(error)}
    </Alert>
  )
}
