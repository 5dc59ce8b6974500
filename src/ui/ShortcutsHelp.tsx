import { Group, Kbd, Stack, Text, Title } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
import { keyCaps, type Registered, useRegisteredKeys } from './keys.ts'

export function ShortcutsHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const all = useRegisteredKeys().filter(one => !one.hidden)
  const page = all.filter(one => one.group === 'page')
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.ui.keys.title)}>
      <Stack gap="lg">
        {page.length > 0 && <Section title={t($ => $.ui.keys.page)} shortcuts={page} />}
        <Section title={t($ => $.ui.keys.anywhere)} shortcuts={all.filter(one => one.group === 'anywhere')} />
        <Text size="sm" c="dimmed">
          {t($ => $.ui.keys.hint)}
        </Text>
      </Stack>
    </Dialog>
  )
}

function Section({ title, shortcuts }: { title: string; shortcuts: readonly Registered[] }) {
  return (
    <section>
      <Title order={2} mb={4}>
        {title}
      </Title>
      {shortcuts.map(shortcut => (
        <Group key={shortcut.keys} justify="space-between" wrap="nowrap" py={4}>
          <Text size="sm">{shortcut.label}</Text>
          <Keys keys={shortcut.keys} />
        </Group>
      ))}
    </section>
  )
}

export function Keys({ keys }: { keys: string }) {
  const { t } = useTranslation()
  const steps = keyCaps(keys).map((caps, order) => ({ caps, order }))
  return (
    <Group gap={4} wrap="nowrap">
      {steps.map(({ caps, order }) => (
        <Fragment key={order}>
          {order > 0 && (
            <Text size="xs" c="dimmed">
              {t($ => $.ui.keys.after)}
            </Text>
          )}
          {caps.map(cap => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
        </Fragment>
      ))}
    </Group>
  )
}
