import { ActionIcon, Checkbox, Group, Popover, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type Column = { key: string; label: string }
type Props = {
  all: readonly Column[]
  shown: readonly string[]
  onShown: (keys: string[]) => void
}

/** Which columns stand, and in which order; the first one always stands. */
export function ColumnsMenu({ all, shown, onShown }: Props) {
  const { t } = useTranslation()
  const label = t($ => $.grid.columns)
  const ordered = [
    ...shown.flatMap(key => all.filter(one => one.key === key)),
    ...all.filter(one => !shown.includes(one.key)),
  ]
  const move = (key: string, by: number) => {
    const keys = [...shown]
    const at = keys.indexOf(key)
    keys.splice(at, 1)
    keys.splice(at + by, 0, key)
    onShown(keys)
  }
  return (
    <Popover position="bottom-end" shadow="md" width={280} trapFocus>
      <Popover.Target>
        <ActionIcon aria-label={label} title={label}>
          <IconColumns3 size={18} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" fw={600} mb={8}>
          {label}
        </Text>
        <Stack gap={2} mah={360} style={{ overflowY: 'auto' }}>
          {ordered.map(column => {
            const at = shown.indexOf(column.key)
            return (
              <Group key={column.key} justify="space-between" wrap="nowrap" mih={28}>
                <Checkbox
                  size="xs"
                  label={column.label}
                  checked={at >= 0}
                  disabled={at === 0}
                  onChange={event =>
                    onShown(
                      event.currentTarget.checked ? [...shown, column.key] : shown.filter(key => key !== column.key),
                    )
                  }
                />
                {at > 0 && (
                  <Group gap={0} wrap="nowrap">
                    <ActionIcon
                      size={22}
                      disabled={at === 1}
                      onClick={() => move(column.key, -1)}
                      aria-label={t($ => $.grid.earlier, { label: column.label })}
                    >
                      <IconArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size={22}
                      disabled={at === shown.length - 1}
                      onClick={() => move(column.key, 1)}
                      aria-label={t($ => $.grid.later, { label: column.label })}
                    >
                      <IconArrowDown size={14} />
                    </ActionIcon>
                  </Group>
                )}
              </Group>
            )
          })}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
