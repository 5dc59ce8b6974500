import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core'
import { isEmail, useForm } from '@mantine/form'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Door } from './Door.tsx'

export function ForgotPage() {
  const { t } = useTranslation()
  const [sentTo, setSentTo] = useState<string>()
  const forgot = useAct(async (input: { email: string }) => {
    await api.welcome.forgot(input)
    return input.email
  })
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: isEmail(t($ => $.users.door.badEmail)) },
    transformValues: ({ email }) => ({ email: email.trim() }),
  })
  const back = (
    <Anchor component={Link} to="/sign-in" size="sm" ta="center">
      {t($ => $.users.door.back)}
    </Anchor>
  )
  if (sentTo)
    return (
      <Door title={t($ => $.users.forgot.sentTitle)}>
        <Stack gap={16} mt={16}>
          <Text role="status">{t($ => $.users.forgot.sent, { email: sentTo })}</Text>
          <Text c="dimmed" size="sm">
            {t($ => $.users.forgot.nothing)}
          </Text>
          {back}
        </Stack>
      </Door>
    )
  return (
    <Door title={t($ => $.users.forgot.title)} intro={t($ => $.users.forgot.intro)}>
      <form noValidate onSubmit={form.onSubmit(async said => setSentTo(await forgot.run(said)))}>
        <Stack gap={16} mt={24}>
          <TextInput
            type="email"
            size="md"
            autoFocus
            autoComplete="username"
            label={t($ => $.users.door.email)}
            {...form.getInputProps('email')}
          />
          <Button type="submit" size="md" mt={8} loading={forgot.pending}>
            {t($ => $.users.forgot.send)}
          </Button>
          {back}
        </Stack>
      </form>
    </Door>
  )
}
