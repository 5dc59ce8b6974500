import { ActionIcon, Anchor, Group, Indicator, Popover, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Bell.module.css'
import { DateText } from './DateText.tsx'
import type { Moment } from './format.ts'

export type BellItem = { id: number; title: string; text?: string; at: Moment; read: boolean }

export type BellProps = {
  unread: number
  items: readonly BellItem[]
  /** Opens what it is about, and marks it as read. */
  onOpen: (item: BellItem) => unknown
  onReadAll: () => unknown
}

export function Bell({ unread, items, onOpen, onReadAll }: BellProps) {
  const { t } = useTranslation()
  const [opened, handlers] = useDisclosure(false)
  const label =
    unread > 0 ? t($ => $.ui.shell.notificationsUnread, { count: unread }) : t($ => $.ui.shell.notifications)
  return (
    <Popover
      opened={opened}
      onChange={handlers.close}
      position="bottom-end"
      width="min(380px, 94vw)"
      shadow="md"
      trapFocus
    >
      <Indicator disabled={unread === 0} label={unread > 99 ? '99+' : unread} size={16} offset={7} color="red.8">
        <Popover.Target>
          <ActionIcon size={36} onClick={handlers.toggle} aria-label={label} title={label}>
            <IconBell size={20} stroke={1.6} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label={t($ => $.ui.shell.notifications)}>
        <Group justify="space-between" px={16} py={8} className={classes.head}>
          <Text fw={600}>{t($ => $.ui.shell.notifications)}</Text>
          {unread > 0 && (
            <Anchor component="button" size="sm" onClick={() => void onReadAll()}>
              {t($ => $.ui.shell.readAll)}
            </Anchor>
          )}
        </Group>
        {items.length === 0 && (
          <Text c="dimmed" size="sm" p={16}>
            {t($ => $.ui.shell.notificationsNone)}
          </Text>
        )}
        <ScrollArea.Autosize mah="min(480px, 70dvh)">
          <Stack gap={0}>
            {items.map(item => (
              <UnstyledButton
                key={item.id}
                className={classes.item}
                data-unread={!item.read || undefined}
                onClick={() => {
                  handlers.close()
                  void onOpen(item)
                }}
              >
                <Text size="sm" fw={item.read ? 400 : 600}>
                  {item.title}
                </Text>
                {item.text && (
                  <Text size="sm" c="dimmed" lineClamp={2}>
                    {item.text}
                  </Text>
                )}
                <Text size="xs" c="dimmed">
                  <DateText value={item.at} as="ago" />
                </Text>
              </UnstyledButton>
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}
