import { Text, Title } from '@mantine/core'
import { Copy } from '../../ui/Copy.tsx'
import classes from './forms.module.css'

type Props = { title: string; hint: string; code: string }

/** Something to copy onto a site. */
export function CodeCard({ title, hint, code }: Props) {
  return (
    <section className={`ui-card ${classes.card}`}>
      <div className={`${classes.line} ${classes.spread}`}>
        <Title order={2}>{title}</Title>
        <Copy text={code} of={title} />
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
