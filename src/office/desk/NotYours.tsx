import { Button, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Missing } from '../../ui/art/Missing.tsx'

/** For an address that somebody sent to a colleague who has another role. */
export function NotYours() {
  const { t } = useTranslation()
  return (
    <Stack align="center" gap={8} py={64} px={16} ta="center">
      <Missing />
      <Title order={1}>{t($ => $.desk.notYours)}</Title>
      <Text c="dimmed" className="ui-prose">
        {t($ => $.desk.notYoursHint)}
      </Text>
      <Button mt={8} variant="default" component={Link} to="/">
        {t($ => $.ui.problem.home)}
      </Button>
    </Stack>
  )
}
