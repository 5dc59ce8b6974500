import { Button, Checkbox, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { fieldErrorsOf } from '../../ui/stale.ts'
import { tellFailure } from '../../ui/tell.tsx'
import { type Field, type FieldAbout, type FieldKind, fieldKinds } from './fields.schema.ts'

type Props = { /** A field to change, or whom a new one is about. */ editing: Field | FieldAbout; onClose: () => void }

/** A field of one's own: what it is called and how it is filled in. */
export function FieldDialog({ editing, onClose }: Props) {
  const { t } = useTranslation()
  const known = typeof editing === 'string' ? undefined : editing
  const about = typeof editing === 'string' ? editing : editing.about
  const create = useAct(api.fields.create, {
    quiet: true,
    done: field => t($ => $.fields.created, { label: field.label }),
  })
  const change = useAct(api.fields.change, { quiet: true, done: t($ => $.fields.changed) })
  const form = useForm({
    initialValues: {
      label: known?.label ?? '',
      kind: (known?.kind ?? 'text') as FieldKind,
      key: '',
      choices: known?.choices.join('\n') ?? '',
      filterable: known?.filterable ?? false,
    },
    validate: {
      label: label => (label.trim() ? null : t($ => $.fields.needLabel)),
      key: key => (!key || /^[a-z][a-z0-9_]{0,39}$/.test(key) ? null : t($ => $.fields.keyWrong)),
    },
  })
  const submit = form.onSubmit(async ({ label, kind, key, filterable, ...rest }) => {
    const choices =
      kind === 'choice'
        ? rest.choices
            .split('\n')
            .map(one => one.trim())
            .filter(Boolean)
        : []
    try {
      if (known)
        await change.run({
          id: known.id,
          version: known.version,
          label,
          filterable,
          ...(kind === 'choice' ? { choices } : {}),
        })
      else await create.run({ about, label, kind, filterable, choices, ...(key ? { key } : {}) })
      onClose()
    } catch (error) {
      const errors = fieldErrorsOf(error)
      if (Object.keys(errors).length === 0) tellFailure(error)
      form.setErrors(errors)
    }
  })
  return (
    <Dialog opened onClose={onClose} title={known ? t($ => $.fields.changeTitle) : t($ => $.fields.addTitle)}>
      <form onSubmit={submit} noValidate>
        <Stack gap={14}>
          <TextInput
            data-autofocus
            withAsterisk
            label={t($ => $.fields.label)}
            maxLength={60}
            {...form.getInputProps('label')}
          />
          {!known && (
            <Select
              label={t($ => $.fields.column.kind)}
              description={t($ => $.fields.kindHint)}
              data={fieldKinds.map(kind => ({ value: kind, label: t($ => $.fields.kind[kind]) }))}
              allowDeselect={false}
              {...form.getInputProps('kind')}
            />
          )}
          {form.values.kind === 'choice' && (
            <Textarea
              withAsterisk
              autosize
              minRows={3}
              maxRows={12}
              label={t($ => $.fields.choices)}
              description={t($ => $.fields.choicesHint)}
              {...form.getInputProps('choices')}
            />
          )}
          <Checkbox
            label={t($ => $.fields.filterable)}
            description={t($ => $.fields.filterableHint)}
            {...form.getInputProps('filterable', { type: 'checkbox' })}
          />
          {!known && (
            <TextInput
              label={t($ => $.fields.key)}
              description={t($ => $.fields.keyHint)}
              {...form.getInputProps('key')}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={create.pending || change.pending}>
              {known ? t($ => $.fields.save) : t($ => $.fields.create)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
