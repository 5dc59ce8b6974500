import { Button, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { Door } from './Door.tsx'
import { NewPassword } from './NewPassword.tsx'
import { weaknessOf } from './password.schema.ts'
import { Trouble, useEntering } from './useEntering.tsx'

type Props = { token: string; kind: 'invited' | 'reset'; company: string; name: string; email: string }

/** Somebody who was invited, or who forgot, chooses a password and is in. */
export function JoinForm({ token, kind, company, name, email }: Props) {
  const { t } = useTranslation()
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: password => (weaknessOf(password, email) ? true : null) },
  })
  const entering = useEntering(form.setErrors, ({ password }: typeof form.values) =>
    api.welcome.accept({ token, password }),
  )
  const invited = kind === 'invited'
  return (
    <Door
      title={invited ? t($ => $.users.welcome.invitedTitle, { name }) : t($ => $.users.welcome.resetTitle)}
      intro={
        invited ? t($ => $.users.welcome.invitedIntro, { company }) : t($ => $.users.welcome.resetIntro, { email })
      }
    >
      <form noValidate onSubmit={form.onSubmit(said => entering.mutate(said))}>
        <Stack gap={16} mt={24}>
          <Trouble error={entering.error} />
          {/* Password managers keep the new password under this address. */}
          <input type="email" autoComplete="username" value={email} readOnly hidden />
          <NewPassword
            size="md"
            autoFocus
            label={t($ => $.users.door.password)}
            email={email}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" mt={8} loading={entering.isPending}>
            {invited ? t($ => $.users.welcome.begin) : t($ => $.users.welcome.save)}
          </Button>
        </Stack>
      </form>
    </Door>
  )
}
