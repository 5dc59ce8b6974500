import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'

type Props = { email: string; link: string; until: Date; children: ReactNode }

/** A link that works once, ready to be handed over. */
export function LinkReady({ email, link, until, children }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Stack gap={16}>
      <Text className="ui-prose">{t($ => $.users.invite.ready, { email, until: format.dateTime(until) })}</Text>
      <TextInput
        readOnly
        data-autofocus
        aria-label={t($ => $.users.invite.copy)}
        value={link}
        onFocus={event => event.currentTarget.select()}
      />
      <Group justify="flex-end">
        {children}
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {copied ? t($ => $.users.invite.copied) : t($ => $.users.invite.copy)}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  )
}
