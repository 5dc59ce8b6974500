import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'

type Props = {
  opened: boolean
  /** Names the thing: 「田中 美咲 様の情報を消去しますか」. */
  title: string
  /** What will be gone, and that it cannot come back. */
  children: ReactNode
  /** The verb on the button: 「消去する」. */
  act: string
  onAct: () => unknown
  onClose: () => void
  pending?: boolean
}

/** For what cannot be undone, and only for that: asks once. Everything else is done at once and offers to be undone. */
export function Confirm({ opened, title, children, act, onAct, onClose, pending = false }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} title={title} onClose={onClose}>
      <Text component="div" className="ui-prose">
        {children}
      </Text>
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t($ => $.ui.act.cancel)}
        </Button>
        {/* It names the thing, and some names are long. */}
        <Button
          color="red.8"
          h="auto"
          mih={34}
          py={6}
          styles={{ label: { whiteSpace: 'normal', lineHeight: 1.4 } }}
          loading={pending}
          onClick={() => void onAct()}
        >
          {act}
        </Button>
      </Group>
    </Dialog>
  )
}
