import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { fieldErrorsOf } from '../../ui/stale.ts'
import { tell, tellFailure } from '../../ui/tell.tsx'
import { CompanySelect } from './CompanySelect.tsx'
import { type CompanyKind, companyKinds } from './companies.schema.ts'

type Named = { id: number; name: string }
type Props = { opened: boolean; onClose: () => void /** A site of this company. */; siteOf?: Named }

/** Adds a company, or opens the one that is here already. */
export function AddCompany({ opened, onClose, siteOf }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={siteOf ? t($ => $.companies.add.siteTitle) : t($ => $.companies.add.title)}
    >
      <Form siteOf={siteOf} onClose={onClose} />
    </Dialog>
  )
}

const parents: Record<CompanyKind, readonly CompanyKind[]> = {
  group: ['group'],
  company: ['group', 'company'],
  site: ['company', 'site'],
}

function Form({ siteOf, onClose }: { siteOf: Named | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const create = useAct(api.companies.create, { quiet: true })
  const form = useForm({
    initialValues: {
      name: '',
      kind: (siteOf ? 'site' : 'company') as CompanyKind,
      parent: siteOf ?? (null as Named | null),
      corporateNumber: '',
      website: '',
      phone: '',
      address: '',
      industry: '',
    },
    validate: { name: name => (name.trim() ? null : t($ => $.companies.add.needName)) },
  })
  const submit = form.onSubmit(async ({ parent, ...fields }) => {
    try {
      const company = await create.run({ ...fields, parentId: parent?.id ?? null })
      if (!company) return
      const { name } = company
      tell(company.created ? t($ => $.companies.add.created, { name }) : t($ => $.companies.add.known, { name }))
      onClose()
      void navigate({ to: `/companies/${company.id}` })
    } catch (error) {
      const { parentId, ...errors } = fieldErrorsOf(error)
      const marked = { ...errors, ...(parentId ? { parent: parentId } : {}) }
      if (Object.keys(marked).length === 0) tellFailure(error)
      form.setErrors(marked)
    }
  })
  const { kind } = form.values
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={12}>
        {!siteOf && (
          <SegmentedControl
            aria-label={t($ => $.companies.field.kind)}
            data={companyKinds
              .toReversed()
              .toSorted(one => (one === 'company' ? -1 : 0))
              .map(one => ({ value: one, label: t($ => $.companies.kind[one]) }))}
            value={kind}
            onChange={value =>
              form.setValues({ kind: companyKinds.find(one => one === value) ?? 'company', parent: null })
            }
          />
        )}
        <TextInput
          data-autofocus
          withAsterisk
          label={t($ => $.companies.add.name[kind])}
          {...(kind === 'company' ? { description: t($ => $.companies.add.nameHint) } : {})}
          {...form.getInputProps('name')}
        />
        <CompanySelect
          key={kind}
          label={t($ => $.companies.field.parent)}
          kinds={parents[kind]}
          required={kind === 'site'}
          value={form.values.parent}
          onPick={parent => form.setFieldValue('parent', parent)}
          error={typeof form.errors.parent === 'string' ? form.errors.parent : undefined}
        />
        {kind === 'company' && (
          <TextInput
            label={t($ => $.companies.field.corporateNumber)}
            description={t($ => $.companies.add.numberHint)}
            inputMode="numeric"
            {...form.getInputProps('corporateNumber')}
          />
        )}
        <Group grow align="start">
          <TextInput label={t($ => $.companies.field.phone)} type="tel" {...form.getInputProps('phone')} />
          <TextInput label={t($ => $.companies.field.industry)} {...form.getInputProps('industry')} />
        </Group>
        <TextInput label={t($ => $.companies.field.address)} {...form.getInputProps('address')} />
        <TextInput label={t($ => $.companies.field.website)} type="url" {...form.getInputProps('website')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={create.pending}>
            {t($ => $.companies.add.save)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
