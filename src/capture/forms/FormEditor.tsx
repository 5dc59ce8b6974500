import { Select, Switch, Textarea, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { FieldsEditor } from './FieldsEditor.tsx'
import { FormPreview } from './FormPreview.tsx'
import classes from './forms.module.css'
import type { Form } from './forms.schema.ts'

const edited = [
  'name',
  'slug',
  'fields',
  'source',
  'productLineId',
  'thanks',
  'redirect',
  'mailSubject',
  'mailBody',
  'active',
] as const
export type Draft = Pick<Form, (typeof edited)[number]>

export const draftOf = (form: Form): Draft => Object.fromEntries(edited.map(name => [name, form[name]])) as Draft

type Props = { draft: Draft; wording: { purpose: string; consent: string }; change: (patch: Partial<Draft>) => void }

const fillings = '{{person.name}} {{company.name}} {{form.name}} {{answers.KEY}} {{sender.name}}'

/** What the form asks and what follows, beside what visitors will see. */
export function FormEditor({ draft, wording, change }: Props) {
  const { t } = useTranslation()
  const lines = useQuery(rpc.productLines.list.queryOptions())
  const text = (name: 'name' | 'slug' | 'source' | 'mailSubject', maxLength: number) => ({
    value: draft[name],
    maxLength,
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  })
  return (
    <div className={classes.split}>
      <div className={classes.stack}>
        <section className={`ui-card ${classes.card}`}>
          <Title order={2}>{t($ => $.forms.part.about)}</Title>
          <TextInput withAsterisk label={t($ => $.forms.dialog.name)} {...text('name', 100)} />
          <TextInput
            label={t($ => $.forms.field.slug)}
            description={t($ => $.forms.field.slugHint)}
            {...text('slug', 60)}
          />
          <TextInput label={t($ => $.forms.field.source)} {...text('source', 200)} />
          <Select
            label={t($ => $.forms.field.productLine)}
            placeholder={t($ => $.forms.field.anyLine)}
            clearable
            data={(lines.data?.items ?? []).map(line => ({ value: String(line.id), label: line.name }))}
            value={draft.productLineId === null ? null : String(draft.productLineId)}
            onChange={value => change({ productLineId: value ? Number(value) : null })}
          />
          <Switch
            label={t($ => $.forms.field.active)}
            checked={draft.active}
            onChange={event => change({ active: event.currentTarget.checked })}
          />
        </section>
        <section className={`ui-card ${classes.card}`}>
          <Title order={2}>{t($ => $.forms.part.fields)}</Title>
          <FieldsEditor fields={draft.fields} change={fields => change({ fields })} />
        </section>
        <section className={`ui-card ${classes.card}`}>
          <Title order={2}>{t($ => $.forms.part.after)}</Title>
          <Textarea
            label={t($ => $.forms.field.thanks)}
            autosize
            minRows={2}
            maxLength={2000}
            value={draft.thanks}
            onChange={event => change({ thanks: event.currentTarget.value })}
          />
          <TextInput
            type="url"
            label={t($ => $.forms.field.redirect)}
            placeholder="https://"
            maxLength={500}
            value={draft.redirect ?? ''}
            onChange={event => change({ redirect: event.currentTarget.value || null })}
          />
          <TextInput label={t($ => $.forms.field.mailSubject)} {...text('mailSubject', 200)} />
          <Textarea
            label={t($ => $.forms.field.mailBody)}
            description={t($ => $.forms.field.mailHint, { list: fillings, interpolation: { escapeValue: false } })}
            autosize
            minRows={6}
            maxRows={20}
            maxLength={10_000}
            value={draft.mailBody}
            onChange={event => change({ mailBody: event.currentTarget.value })}
          />
        </section>
      </div>
      <FormPreview name={draft.name} fields={draft.fields} {...wording} />
    </div>
  )
}
