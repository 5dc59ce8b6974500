import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { BasisCard } from './BasisCard.tsx'
import { ColumnsCard } from './ColumnsCard.tsx'
import { FileCard } from './FileCard.tsx'
import classes from './imports.module.css'
import type { Import } from './imports.schema.ts'
import { PreviewCard } from './PreviewCard.tsx'
import { useDraft } from './useDraft.tsx'

/** Before the start: file, columns, basis, and what would happen, below one another. */
export function ImportDraft({ run }: { run: Import }) {
  const { t } = useTranslation()
  const format = useFormat()
  const draft = useDraft(run)
  const [asked, setAsked] = useState(false)
  const start = useAct(api.imports.start, { done: t($ => $.imports.started) })
  const begin = async () => {
    if (run.about === 'person' && draft.options.basis === null) {
      setAsked(true)
      document.querySelector('#import-basis')?.scrollIntoView({ block: 'center' })
      return
    }
    if (await draft.settle()) await start.run({ id: run.id })
  }
  return (
    <Page
      title={run.fileName}
      crumbs={[{ label: t($ => $.imports.title), to: '/imports' }]}
      aside={draft.saving && <span className={classes.small}>{t($ => $.imports.saving)}</span>}
      act={{
        label: t($ => $.imports.start, { figure: format.number(run.rowsTotal) }),
        icon: IconFileImport,
        onClick: begin,
        loading: start.pending,
        disabled: run.lacking !== null && !draft.saving,
      }}
    >
      <div className={classes.stack}>
        <FileCard run={run} />
        <ColumnsCard run={run} draft={draft} />
        <BasisCard run={run} draft={draft} asked={asked} />
        <PreviewCard run={run} />
      </div>
    </Page>
  )
}
