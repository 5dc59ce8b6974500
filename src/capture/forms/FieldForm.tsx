import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import classes from './forms.module.css'
import { type FormField, type FormFieldKind, fieldKinds, targets } from './forms.schema.ts'

export type TargetChoice = { value: string; label: string; plain: string }

/** Where answers may go: what every person and company has, and the office's own fields. */
export function useTargets(): TargetChoice[] {
  const { t } = useTranslation()
  const fields = useQuery(rpc.fields.list.queryOptions())
  return [
    ...targets.map(value => {
      const label = t($ => $.forms.target[value])
      return { value: value as string, label, plain: label }
    }),
    ...(fields.data?.items ?? []).map(({ about, key, label }) => ({
      value: `${about}.custom.${key}`,
      label: t($ => $.forms.fields[about === 'person' ? 'ofPerson' : 'ofCompany'], { field: label }),
      plain: label,
    })),
  ]
}

type Props = { field: FormField; targets: TargetChoice[]; change: (field: FormField) => void }

/** How one field is asked. */
export function FieldForm({ field, targets, change }: Props) {
  const { t } = useTranslation()
  const { kind } = field
  const chosen = kind === 'select' || kind === 'radio' || kind === 'checkbox'
  return (
    <div className={classes.fieldBody}>
      <TextInput
        label={t($ => $.forms.fields.label)}
        maxLength={100}
        value={field.label}
        onChange={event => change({ ...field, label: event.currentTarget.value })}
      />
      <Select
        label={t($ => $.forms.fields.kind)}
        allowDeselect={false}
        data={fieldKinds.map(value => ({ value, label: t($ => $.forms.type[value]) }))}
        value={kind}
        onChange={value => value && change({ ...field, kind: value as FormFieldKind })}
      />
      <Select
        label={t($ => $.forms.fields.to)}
        placeholder={t($ => $.forms.fields.own)}
        clearable
        searchable
        data={targets.map(({ value, label }) => ({ value, label }))}
        value={field.to}
        onChange={to => change({ ...field, to })}
      />
      {kind === 'hidden' ? (
        <TextInput
          label={t($ => $.forms.fields.value)}
          maxLength={200}
          value={field.value}
          onChange={event => change({ ...field, value: event.currentTarget.value })}
        />
      ) : (
        <TextInput
          label={t($ => $.forms.fields.help)}
          maxLength={200}
          value={field.help}
          onChange={event => change({ ...field, help: event.currentTarget.value })}
        />
      )}
      {chosen && (
        <Textarea
          className={classes.wide}
          label={t($ => $.forms.fields.choices)}
          autosize
          minRows={3}
          maxRows={12}
          defaultValue={field.choices.join('\n')}
          onChange={event => change({ ...field, choices: linesOf(event.currentTarget.value) })}
        />
      )}
      {kind !== 'hidden' && (
        <Checkbox
          className={classes.wide}
          label={t($ => $.forms.fields.required)}
          checked={field.required}
          onChange={event => change({ ...field, required: event.currentTarget.checked })}
        />
      )}
    </div>
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
