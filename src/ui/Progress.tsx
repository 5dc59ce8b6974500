import { Progress as Bar, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from './format.ts'

type Props = {
  /** What is being done: 「取り込んでいます」. */
  label: string
  done: number
  /** Unknown while it is still being counted. */
  total?: number
  /** Stops the work, where it can be stopped. */
  onStop?: () => unknown
  stopping?: boolean
}

/** Longer work, with counts. It goes on at the server: one may leave and find it again. */
export function Progress({ label, done, total, onStop, stopping = false }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const share = total ? Math.min(100, Math.floor((done / total) * 100)) : 0
  const figures = total
    ? t($ => $.ui.progress.of, { done: format.number(done), total: format.number(total) })
    : format.number(done)
  return (
    <div className="ui-card" style={{ padding: 16 }}>
      <Group justify="space-between" wrap="nowrap" mb={8}>
        <Text fw={600}>{label}</Text>
        <Text size="sm" c="dimmed" className="ui-figures" aria-live="polite">
          {figures}
          {total ? `（${t($ => $.ui.progress.percent, { percent: share })}）` : ''}
        </Text>
      </Group>
      <Bar.Root size={8}>
        <Bar.Section
          value={total ? share : 100}
          animated={!total}
          striped={!total}
          aria-label={`${label} ${figures}`}
        />
      </Bar.Root>
      <Group justify="space-between" wrap="nowrap" mt={8}>
        <Text size="sm" c="dimmed">
          {t($ => $.ui.progress.leave)}
        </Text>
        {onStop && (
          <Button variant="default" size="compact-sm" flex="none" loading={stopping} onClick={() => void onStop()}>
            {t($ => $.ui.progress.stop)}
          </Button>
        )}
      </Group>
    </div>
  )
}
