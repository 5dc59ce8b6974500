import { Button, Skeleton } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { FormCode } from './FormCode.tsx'
import { type Draft, draftOf, FormEditor } from './FormEditor.tsx'
import { FormWordings } from './FormWordings.tsx'
import type { Form } from './forms.schema.ts'
import { Submissions } from './Submissions.tsx'

/** One form: what it asks, what people agree to, where it stands, and what came in. */
export function FormPage() {
  const { t } = useTranslation()
  const id = useRowId()
  const form = useQuery(rpc.forms.get.queryOptions({ input: { id } }))
  if (form.data) return <Opened key={id} form={form.data} />
  return (
    <Page title={t($ => $.desk.place.forms)} crumbs={[{ label: t($ => $.desk.place.forms), to: '/forms' }]}>
      {form.isError ? <Problem error={form.error} onRetry={form.refetch} /> : <Skeleton height={320} />}
    </Page>
  )
}

const tabs = ['edit', 'wording', 'code', 'received', 'spam'] as const
type Tab = (typeof tabs)[number]

function Opened({ form }: { form: Form }) {
  const { t } = useTranslation()
  const [tab, setTab] = useState<Tab>('edit')
  // What is typed here and not saved yet; the rest is as it stands.
  const [typed, setTyped] = useState<Partial<Draft>>({})
  const save = useAct(api.forms.change, { done: t($ => $.forms.saved) })
  const changed = Object.keys(typed).length > 0
  const keep = async () => {
    if (await save.run({ id: form.id, version: form.version, ...typed })) setTyped({})
  }
  return (
    <Page
      title={form.name}
      aside={!form.active && <Tag>{t($ => $.forms.inactive)}</Tag>}
      sub={t($ => $.forms.kind[form.kind])}
      crumbs={[{ label: t($ => $.desk.place.forms), to: '/forms' }]}
      act={{ label: t($ => $.forms.save), onClick: keep, loading: save.pending, disabled: !changed }}
      more={
        <>
          {changed && <Tag tone="soon">{t($ => $.forms.leave)}</Tag>}
          <Button
            component="a"
            href={form.url}
            target="_blank"
            rel="noreferrer"
            variant="default"
            leftSection={<IconExternalLink size={16} aria-hidden />}
          >
            {t($ => $.forms.openPage)}
          </Button>
        </>
      }
      tabs={tabs.map(value => ({
        value,
        label: t($ => $.forms.tab[value]),
        ...(value === 'received' ? { count: form.accepted } : value === 'spam' ? { count: form.spam } : {}),
      }))}
      tab={tab}
      onTab={value => setTab(value as Tab)}
    >
      {tab === 'edit' && (
        <FormEditor
          draft={{ ...draftOf(form), ...typed }}
          wording={form.wordings[0]!}
          change={patch => setTyped(before => ({ ...before, ...patch }))}
        />
      )}
      {tab === 'wording' && <FormWordings form={form} />}
      {tab === 'code' && <FormCode form={form} />}
      {(tab === 'received' || tab === 'spam') && (
        <Submissions key={tab} formId={form.id} verdict={tab === 'spam' ? 'spam' : 'accepted'} />
      )}
    </Page>
  )
}
