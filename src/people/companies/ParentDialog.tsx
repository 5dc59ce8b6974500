import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { fieldErrorsOf } from '../../ui/stale.ts'
import { tellFailure } from '../../ui/tell.tsx'
import { CompanySelect } from './CompanySelect.tsx'
import type { CompanyRow } from './companies.schema.ts'

/** Under which group or company this one stands. */
export function ParentDialog({ company, onClose }: { company: CompanyRow; onClose: () => void }) {
  const { t } = useTranslation()
  const [parent, setParent] = useState(
    company.parentId && company.parentName ? { id: company.parentId, name: company.parentName } : null,
  )
  const [refused, setRefused] = useState<string>()
  const change = useAct(api.companies.change, { quiet: true })
  const save = async () => {
    try {
      await change.run({ id: company.id, version: company.version, parentId: parent?.id ?? null })
      onClose()
    } catch (error) {
      const sentence = fieldErrorsOf(error).parentId
      if (!sentence) tellFailure(error)
      setRefused(sentence)
    }
  }
  return (
    <Dialog opened onClose={onClose} title={t($ => $.companies.parentPick.title)}>
      <Stack gap={16}>
        <CompanySelect
          label={t($ => $.companies.field.parent)}
          kinds={
            company.kind === 'group'
              ? ['group']
              : company.kind === 'company'
                ? ['group', 'company']
                : ['company', 'site']
          }
          required={company.kind === 'site'}
          except={company.id}
          value={parent}
          onPick={picked => {
            setRefused(undefined)
            setParent(picked)
          }}
          error={refused}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button loading={change.pending} onClick={() => void save()}>
            {t($ => $.ui.act.save)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
