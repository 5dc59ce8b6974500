import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Copies a text, and says so. `of`: what it is, where several stand on a page. */
export function Copy({ text, of, small = false }: { text: string; of?: string; small?: boolean }) {
  const { t } = useTranslation()
  const size = small ? 14 : 16
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size={small ? 'compact-sm' : 'sm'}
          {...(of ? { 'aria-label': t($ => $.ui.act.copyOf, { of }) } : {})}
          leftSection={copied ? <IconCheck size={size} aria-hidden /> : <IconCopy size={size} aria-hidden />}
          onClick={copy}
        >
          {copied ? t($ => $.ui.act.copied) : t($ => $.ui.act.copy)}
        </Button>
      )}
    </CopyButton>
  )
}
