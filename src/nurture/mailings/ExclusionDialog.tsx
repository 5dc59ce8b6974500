import { Button, Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CompanySelect } from '../../people/companies/CompanySelect.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { type Exclusion, whyExcluded } from './mailings.schema.ts'

const kinds = ['domain', 'address', 'company'] as const

export function ExclusionDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Exclusion['kind']>('domain')
  const [value, setValue] = useState('')
  const [company, setCompany] = useState<{ id: number; name: string } | null>(null)
  const [why, setWhy] = useState<Exclusion['why']>('competitor')
  const [note, setNote] = useState('')
  const named = kind === 'company' ? (company?.name ?? '') : value.trim()
  const add = useAct(api.mailExclusions.create, { done: t($ => $.mailings.exclusions.added, { value: named }) })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!named) return
    const what = kind === 'company' ? { companyId: company!.id } : { value: value.trim() }
    if (await add.run({ kind, why, note, ...what })) onClose()
  }
  return (
    <Dialog opened title={t($ => $.mailings.exclusions.add)} onClose={onClose}>
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={14}>
          <SegmentedControl
            fullWidth
            aria-label={t($ => $.mailings.exclusions.add)}
            value={kind}
            onChange={next => setKind(next as Exclusion['kind'])}
            data={kinds.map(one => ({ value: one, label: t($ => $.mailings.exclusions.kind[one]) }))}
          />
          {kind === 'company' ? (
            <CompanySelect
              label={t($ => $.mailings.exclusions.kind.company)}
              value={company}
              kinds={['company', 'group', 'site']}
              required
              onPick={setCompany}
            />
          ) : (
            <TextInput
              data-autofocus
              withAsterisk
              label={t($ => $.mailings.exclusions.value[kind])}
              placeholder={t($ => $.mailings.exclusions.placeholder[kind])}
              {...(kind === 'domain' ? { description: t($ => $.mailings.exclusions.domainHint) } : {})}
              maxLength={254}
              value={value}
              onChange={event => setValue(event.currentTarget.value)}
            />
          )}
          <Select
            label={t($ => $.mailings.exclusions.why)}
            allowDeselect={false}
            value={why}
            onChange={next => setWhy((next ?? 'other') as Exclusion['why'])}
            data={whyExcluded.map(one => ({ value: one, label: t($ => $.mailings.exclusions.whys[one]) }))}
          />
          <TextInput
            label={t($ => $.mailings.exclusions.note)}
            maxLength={200}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={add.pending} disabled={!named}>
              {t($ => $.ui.act.add)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
