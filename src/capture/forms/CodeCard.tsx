import { Button, CopyButton, Text, Title } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './forms.module.css'

type Props = { title: string; hint: string; code: string }

/** Something to copy onto a site. */
export function CodeCard({ title, hint, code }: Props) {
  const { t } = useTranslation()
  return (
    <section className={`ui-card ${classes.card}`}>
      <div className={`${classes.line} ${classes.spread}`}>
        <Title order={2}>{title}</Title>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {copied ? t($ => $.forms.code.copied) : t($ => $.forms.code.copy)}
            </Button>
          )}
        </CopyButton>
      </div>
      <Text size="sm" c="dimmed" className="ui-prose">
        {hint}
      </Text>
      <pre className={classes.code} tabIndex={0} aria-label={title}>
        {code}
      </pre>
    </section>
  )
}
