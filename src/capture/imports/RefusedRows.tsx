import { Button, Skeleton, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { download } from '../../ui/download.ts'
import { useFormat } from '../../ui/format.ts'
import classes from './imports.module.css'
import type { Import } from './imports.schema.ts'

const shown = 20

/** Exactly the rows that could not be taken, each with the sentence why, and the file to correct them in. */
export function RefusedRows({ run }: { run: Import }) {
  const { t } = useTranslation()
  const format = useFormat()
  const refused = useQuery(rpc.imports.refused.queryOptions({ input: { id: run.id, format: 'json' } }))
  const file = useAct(api.imports.refused)
  const take = async () => {
    const answer = await file.run({ id: run.id, format: 'csv' })
    if (answer instanceof File) download(answer)
  }
  const rows = refused.data && !(refused.data instanceof File) ? refused.data.items : undefined
  return (
    <section className={`ui-card ${classes.card}`}>
      <div className={classes.cardHead}>
        <Title order={2}>
          {t($ => $.imports.done.refusedTitle, { count: run.refused, figure: format.number(run.refused) })}
        </Title>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconDownload size={15} aria-hidden />}
          loading={file.pending}
          onClick={() => void take()}
        >
          {t($ => $.imports.done.download)}
        </Button>
      </div>
      {run.state !== 'undone' && (
        <p className={classes.hint} style={{ margin: '0 0 8px' }}>
          {t($ => $.imports.done.refusedHint)}
        </p>
      )}
      {refused.isPending && <Skeleton height={80} />}
      {rows && (
        <ul className={classes.list} aria-label={t($ => $.imports.column.refused)}>
          {rows.slice(0, shown).map(row => (
            <li key={row.row} className={classes.refused}>
              <span>{row.problem}</span>
              <span className={classes.sample}>{row.cells.filter(Boolean).join('、')}</span>
            </li>
          ))}
        </ul>
      )}
      {rows && rows.length > shown && (
        <p className={classes.hint} style={{ margin: '8px 0 0' }}>
          {t($ => $.imports.done.moreRefused, { figure: format.number(rows.length - shown) })}
        </p>
      )}
    </section>
  )
}
