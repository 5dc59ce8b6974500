import { Drawer, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Dialog.module.css'

type Props = {
  title: string
  opened: boolean
  onClose: () => void
  size?: 'sm' | 'md' | 'lg' | 'xl'
  children: ReactNode
}

/** Something to fill in or to read before one goes on. Esc closes; the keyboard stays inside and returns afterwards. */
export function Dialog({ title, opened, onClose, size = 'md', children }: Props) {
  const { t } = useTranslation()
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} transitionProps={{ duration: 100 }}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t($ => $.ui.act.close)} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** The same from the side: navigation and single rows on the phone. */
export function Panel({ title, opened, onClose, wide = false, children }: Omit<Props, 'size'> & { wide?: boolean }) {
  const { t } = useTranslation()
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size={wide ? '100%' : 280}>
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title className={classes.title}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t($ => $.ui.act.close)} />
        </div>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
