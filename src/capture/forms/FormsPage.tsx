import { Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { AddFormDialog } from './AddFormDialog.tsx'
import classes from './forms.module.css'
import type { FormListed } from './forms.schema.ts'

/** 獲得 › フォーム: by which people make themselves known, and what came in. */
export function FormsPage() {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const forms = useQuery(rpc.forms.list.queryOptions())
  const add = { label: t($ => $.forms.add), icon: IconPlus, onClick: () => setAdding(true) }
  return (
    <Page title={t($ => $.desk.place.forms)} act={{ ...add, keys: 'c' }}>
      {forms.isPending && <Skeleton height={160} />}
      {forms.isError && <Problem error={forms.error} onRetry={forms.refetch} />}
      {forms.data?.items.length === 0 && (
        <Empty title={t($ => $.forms.empty)} art="sheet" act={add}>
          {t($ => $.forms.emptyText)}
        </Empty>
      )}
      {forms.data && forms.data.items.length > 0 && (
        <div className="ui-card">
          <div className={`${classes.row} ${classes.head}`} aria-hidden>
            <span>{t($ => $.forms.column.name)}</span>
            <span>{t($ => $.forms.column.kind)}</span>
            <span className={classes.figure}>{t($ => $.forms.column.accepted)}</span>
            <span className={classes.figure}>{t($ => $.forms.column.spam)}</span>
            <span>{t($ => $.forms.column.last)}</span>
          </div>
          <ul className={classes.list} aria-label={t($ => $.desk.place.forms)}>
            {forms.data.items.map(form => (
              <Row key={form.id} form={form} />
            ))}
          </ul>
        </div>
      )}
      {adding && <AddFormDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Row({ form }: { form: FormListed }) {
  const { t } = useTranslation()
  const format = useFormat()
  const figure = (name: 'accepted' | 'spam') => (
    <span className={classes.figure}>
      <span className={classes.told}>{t($ => $.forms.column[name])} </span>
      {format.number(form[name])}
    </span>
  )
  return (
    <li className={classes.row}>
      <div>
        <div className={classes.name}>
          <Link to="/forms/$id" params={{ id: form.id }}>
            {form.name}
          </Link>
          {!form.active && <Tag>{t($ => $.forms.inactive)}</Tag>}
        </div>
        <span className={classes.small}>{form.url}</span>
      </div>
      <span>{t($ => $.forms.kind[form.kind])}</span>
      {figure('accepted')}
      {figure('spam')}
      <span className={classes.small}>
        {form.lastAt ? <DateText value={form.lastAt} as="dateTime" /> : t($ => $.forms.none)}
      </span>
    </li>
  )
}
