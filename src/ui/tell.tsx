import { Anchor, Button, Group, Text } from '@mantine/core'
import { type NotificationData, notifications, notificationsStore } from '@mantine/notifications'
import { ORPCError } from '@orpc/client'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { t } from 'i18next'
import { failureOf } from './api.ts'

/** As many as a phone has room for. */
export const mostMessages = 3

/** The newest is seen at once, in place of the oldest; by itself it would wait until the others have gone. */
function show(message: NotificationData & { id: string }): void {
  notifications.hide(message.id)
  const [oldest, ...others] = notificationsStore.getState().notifications
  if (oldest?.id && others.length + 1 >= mostMessages) notifications.hide(oldest.id)
  notifications.show(message)
}

/** Short messages in the corner. Pages rarely call these: `useAct` does. */
export function tell(sentence: string, undo?: () => unknown): void {
  const id = `tell-${sentence}`
  show({
    id,
    color: 'teal',
    icon: <IconCheck size={16} aria-hidden />,
    autoClose: undo ? 12_000 : 4000,
    message: undo ? (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{sentence}</Text>
        <Button
          size="compact-sm"
          flex="none"
          variant="default"
          onClick={() => {
            notifications.hide(id)
            void undo()
          }}
        >
          {t($ => $.ui.act.undo)}
        </Button>
      </Group>
    ) : (
      sentence
    ),
  })
}

/** Says why something was not done. While the database is away the banner says so, and nothing is added to it. */
export function tellFailure(error: unknown): void {
  const failure = failureOf(error)
  if (failure === 'away') return
  const id = `failure-${failure}`
  show({
    id,
    color: 'red',
    icon: <IconAlertTriangle size={16} aria-hidden />,
    autoClose: failure === 'signedOut' ? false : 10_000,
    title: t($ => $.ui.act.failedTitle),
    message: failure === 'signedOut' ? <SignInAgain /> : sentenceOf(error),
  })
}

/** The sentence a person reads about a failure; the server's own wherever it gave one. */
export function sentenceOf(error: unknown): string {
  const failure = failureOf(error)
  if (failure === 'offline') return t($ => $.ui.act.notSent)
  if (failure === 'away') return t($ => $.ui.problem.away)
  // What stands between here and the server (a proxy) speaks in codes.
  if (error instanceof ORPCError && failure === 'broken' && error.code !== 'unexpected')
    return t($ => $.ui.problem.unexpected)
  return error instanceof Error ? error.message : String(error)
}

function SignInAgain() {
  return (
    <>
      {t($ => $.ui.act.signInAgain)}{' '}
      <Anchor href="/sign-in" target="_blank" size="sm">
        {t($ => $.ui.act.signIn)}
      </Anchor>
    </>
  )
}
