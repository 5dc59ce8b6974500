import { Button, Stack, Text, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { drawings } from './art/drawings.tsx'

type Props = {
  /** What this is for: 「リードがここに並びます」. */
  title: string
  /** How it gets filled, in a sentence or two. */
  children?: ReactNode
  /** One drawing. */
  art?: keyof typeof drawings
  /** One button, a verb. */
  act?: { label: string; icon?: Icon; onClick: () => unknown; loading?: boolean }
  /** A quieter second thing: an example to load. */
  also?: ReactNode
}

/** An empty place teaches: what it is for, one picture, one button, one example. */
export function Empty({ title, children, art = 'list', act, also }: Props) {
  const Drawing = drawings[art]
  const Sign = act?.icon
  return (
    <Stack align="center" gap={8} py={40} px={16} ta="center">
      <Drawing />
      <Title order={2} mt={8}>
        {title}
      </Title>
      {children && (
        <Text component="div" c="dimmed" className="ui-prose">
          {children}
        </Text>
      )}
      {act && (
        <Button
          mt={8}
          leftSection={Sign && <Sign size={16} aria-hidden />}
          loading={act.loading ?? false}
          onClick={() => void act.onClick()}
        >
          {act.label}
        </Button>
      )}
      {also}
    </Stack>
  )
}
