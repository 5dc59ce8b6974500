import { Button, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { failureOf } from './api.ts'
import { sentenceOf } from './tell.tsx'

/**
 * What went wrong, in a sentence, and the way to try again where that can help: a refusal stays one.
 *
 *   if (person.isError) return <Problem error={person.error} onRetry={person.refetch} />
 */
export function Problem({ error, title, onRetry }: { error?: unknown; title?: string; onRetry?: () => unknown }) {
  const { t } = useTranslation()
  return (
    <Stack role="alert" align="center" gap={8} py={40} px={16} ta="center">
      <IconAlertTriangle size={28} stroke={1.5} color="var(--ui-late)" aria-hidden />
      <Title order={2}>{title ?? t($ => $.ui.problem.title)}</Title>
      {error !== undefined && (
        <Text className="ui-prose" c="dimmed">
          {sentenceOf(error)}
        </Text>
      )}
      {onRetry && (error === undefined || failureOf(error) !== 'refused') && (
        <Button
          mt={8}
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void onRetry()}
        >
          {t($ => $.ui.act.retry)}
        </Button>
      )}
    </Stack>
  )
}
