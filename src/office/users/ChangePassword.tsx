import { Alert, Button, PasswordInput, Stack } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sentenceOf, tell } from '../../ui/tell.tsx'
import { changePassword } from '../desk/session.tsx'
import { NewPassword } from './NewPassword.tsx'
import { weaknessOf } from './password.schema.ts'

export function ChangePassword({ email }: { email: string }) {
  const { t } = useTranslation()
  const form = useForm({
    initialValues: { current: '', next: '' },
    validate: {
      current: isNotEmpty(t($ => $.users.door.required)),
      next: next => (weaknessOf(next, email) ? true : null),
    },
  })
  const change = useMutation({
    mutationFn: ({ current, next }: typeof form.values) => changePassword(current, next),
    meta: { quiet: true },
    onSuccess: () => {
      form.reset()
      tell(t($ => $.users.me.changed))
    },
  })
  return (
    <form onSubmit={form.onSubmit(said => change.mutate(said))} noValidate>
      <Stack gap={16} maw={400}>
        {change.isError && (
          <Alert color="red" variant="light" role="alert">
            {sentenceOf(change.error)}
          </Alert>
        )}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          autoComplete="current-password"
          label={t($ => $.users.me.current)}
          {...form.getInputProps('current')}
        />
        <NewPassword label={t($ => $.users.me.next)} email={email} {...form.getInputProps('next')} />
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t($ => $.users.me.change)}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
