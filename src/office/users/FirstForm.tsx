import { Button, Stack, TextInput } from '@mantine/core'
import { isEmail, isNotEmpty, useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { currentLanguage } from '../../ui/words/language.ts'
import { Door } from './Door.tsx'
import { NewPassword } from './NewPassword.tsx'
import { weaknessOf } from './password.schema.ts'
import { Trouble, useEntering } from './useEntering.tsx'

/** The very first start: the company gets its name, and whoever set it up a sign-in. */
export function FirstForm({ token }: { token: string }) {
  const { t } = useTranslation()
  const required = isNotEmpty(t($ => $.users.door.required))
  const form = useForm({
    initialValues: { company: '', name: '', email: '', password: '' },
    validate: {
      company: required,
      name: required,
      email: isEmail(t($ => $.users.door.badEmail)),
      password: (password, { email }) => (weaknessOf(password, email) ? true : null),
    },
  })
  const entering = useEntering(form.setErrors, (said: typeof form.values) =>
    api.welcome.first({ ...said, email: said.email.trim(), token, language: currentLanguage() }),
  )
  return (
    <Door title={t($ => $.users.welcome.firstTitle)} intro={t($ => $.users.welcome.firstIntro)}>
      <form noValidate onSubmit={form.onSubmit(said => entering.mutate(said))}>
        <Stack gap={16} mt={24}>
          <Trouble error={entering.error} />
          <TextInput
            size="md"
            autoFocus
            autoComplete="organization"
            label={t($ => $.users.welcome.company)}
            {...form.getInputProps('company')}
          />
          <TextInput
            size="md"
            autoComplete="name"
            label={t($ => $.users.welcome.name)}
            {...form.getInputProps('name')}
          />
          <TextInput
            type="email"
            size="md"
            autoComplete="username"
            label={t($ => $.users.door.email)}
            {...form.getInputProps('email')}
          />
          <NewPassword
            size="md"
            label={t($ => $.users.door.password)}
            email={form.values.email}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" mt={8} loading={entering.isPending}>
            {t($ => $.users.welcome.begin)}
          </Button>
        </Stack>
      </form>
    </Door>
  )
}
