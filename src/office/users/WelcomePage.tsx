import { Button, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { failureOf, rpc } from '../../ui/api.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Door } from './Door.tsx'
import { FirstForm } from './FirstForm.tsx'
import { JoinForm } from './JoinForm.tsx'

/** Where the link of an invitation, of a forgotten password or of the very first start leads. */
export function WelcomePage() {
  const { t } = useTranslation()
  const token = new URLSearchParams(location.search).get('token') ?? ''
  const link = useQuery({
    ...rpc.welcome.look.queryOptions({ input: { token } }),
    // Using the link ends it; what it was for stays on the screen meanwhile.
    staleTime: Number.POSITIVE_INFINITY,
    enabled: token !== '',
  })
  if (token === '' || (link.isError && failureOf(link.error) === 'refused')) return <Dead />
  if (link.isError)
    return (
      <Door title={t($ => $.ui.product)}>
        <Problem error={link.error} onRetry={link.refetch} />
      </Door>
    )
  if (!link.data)
    return (
      <Door title={t($ => $.ui.product)}>
        <Stack gap={16} mt={24} aria-busy>
          <Skeleton height={36} />
          <Skeleton height={36} />
        </Stack>
      </Door>
    )
  const { kind, company, name, email } = link.data
  if (kind === 'first') return <FirstForm token={token} />
  return <JoinForm token={token} kind={kind} company={company} name={name ?? ''} email={email ?? ''} />
}

function Dead() {
  const { t } = useTranslation()
  return (
    <Door title={t($ => $.users.welcome.deadTitle)} intro={t($ => $.users.welcome.dead)}>
      <Stack gap={8} mt={24}>
        <Button size="md" component={Link} to="/sign-in">
          {t($ => $.users.door.signIn)}
        </Button>
        <Button size="md" variant="default" component={Link} to="/forgot">
          {t($ => $.users.welcome.anew)}
        </Button>
      </Stack>
    </Door>
  )
}
