import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { isEmail, isNotEmpty, useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../ui/place.ts'
import { queries } from '../../ui/queries.ts'
import { sentenceOf } from '../../ui/tell.tsx'
import { signIn } from '../desk/session.tsx'
import { Door } from './Door.tsx'

export function SignInPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const password = useRef<HTMLInputElement>(null)
  const back = backIn(location.search)
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: isEmail(t($ => $.users.door.badEmail)),
      password: isNotEmpty(t($ => $.users.door.required)),
    },
  })
  const enter = useMutation({
    mutationFn: (said: typeof form.values) => signIn(said.email.trim(), said.password),
    meta: { quiet: true },
    onSuccess: () => {
      queries.clear()
      void navigate({ ...linkTo(back ?? '/'), replace: true })
    },
    onError: () => password.current?.select(),
  })
  return (
    <Door title={t($ => $.users.door.signIn)} intro={back && back !== '/' ? t($ => $.users.door.needed) : undefined}>
      <form noValidate onSubmit={form.onSubmit(said => enter.mutate(said))}>
        <Stack gap={16} mt={24}>
          {enter.isError && (
            <Alert color="red" variant="light" role="alert">
              {sentenceOf(enter.error)}
            </Alert>
          )}
          <TextInput
            type="email"
            size="md"
            autoFocus
            autoComplete="username"
            label={t($ => $.users.door.email)}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            ref={password}
            size="md"
            autoComplete="current-password"
            label={t($ => $.users.door.password)}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" mt={8} loading={enter.isPending}>
            {t($ => $.users.door.signIn)}
          </Button>
          <Anchor component={Link} to="/forgot" size="sm" ta="center">
            {t($ => $.users.door.forgot)}
          </Anchor>
        </Stack>
      </form>
    </Door>
  )
}

/** Where somebody wanted to go; only inside, so that a prepared link cannot lead them elsewhere. */
function backIn(search: string): string | undefined {
  const back = new URLSearchParams(search).get('back')
  return back && /^\/(?![/\\])/.test(back) ? back : undefined
}
