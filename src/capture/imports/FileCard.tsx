import { Anchor, Button, Title } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import classes from './imports.module.css'
import type { Import } from './imports.schema.ts'

/** What was dropped, and how it was read. */
export function FileCard({ run }: { run: Import }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const discard = useAct(api.imports.discard, { done: t($ => $.imports.file.discarded) })
  const { reading } = run
  const encodings: Record<string, string> = t($ => $.imports.file.encoding, { returnObjects: true })
  const read = [
    t($ => $.imports.about[run.about]),
    t($ => $.imports.file.rows, { count: run.rowsTotal, figure: format.number(run.rowsTotal) }),
    t($ => $.imports.file.format[reading.format]),
    ...(reading.encoding ? [encodings[reading.encoding] ?? reading.encoding] : []),
    reading.headingRow === null
      ? t($ => $.imports.file.noHeadings)
      : t($ => $.imports.file.headings, { row: reading.headingRow }),
  ]
  const leave = async () => {
    if (await discard.run({ id: run.id })) await navigate({ to: '/imports' })
  }
  return (
    <section className={`ui-card ${classes.card}`}>
      <div className={classes.cardHead}>
        <Title order={2}>{t($ => $.imports.file.title)}</Title>
        <Button variant="subtle" color="gray" size="compact-sm" loading={discard.pending} onClick={() => void leave()}>
          {t($ => $.imports.file.discard)}
        </Button>
      </div>
      <div>{format.list(read)}</div>
      {run.sameAs && (
        <p className={classes.notice} style={{ margin: '12px 0 0' }}>
          {t($ => $.imports.file.same, { when: format.dateTime(run.sameAs.at) })}{' '}
          <Anchor component={Link} to="/imports/$id" params={{ id: run.sameAs.id } as never} inherit underline="always">
            {t($ => $.imports.file.sameOpen)}
          </Anchor>
        </p>
      )}
    </section>
  )
}
