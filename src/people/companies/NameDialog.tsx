import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { Lead } from '../leads/leads.schema.ts'
import type { CompanyPage } from './companies.schema.ts'

/** Somebody at the company is known now: the company's lead becomes theirs. */
export function NameDialog({ lead, company, onClose }: { lead: Lead; company: CompanyPage; onClose: () => void }) {
  const { t } = useTranslation()
  const [personId, setPersonId] = useState<string | null>(null)
  const people = useQuery(rpc.persons.list.queryOptions({ input: { companyId: company.id, sort: 'name', limit: 200 } }))
  const name = useAct(api.leads.name, { done: t($ => $.companies.leads.named) })
  const choices = (people.data?.items ?? []).map(one => ({
    value: String(one.id),
    label:
      [one.familyName, one.givenName, one.department, one.title].filter(Boolean).join(' ') ||
      t($ => $.ui.person.unknown),
  }))
  const save = async () => {
    if (personId && (await name.run({ id: lead.id, personId: Number(personId) }))) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={t($ => $.companies.leads.nameTitle)}>
      <Stack gap={16}>
        {people.isSuccess && choices.length === 0 ? (
          <Text>{t($ => $.companies.leads.nameNobody)}</Text>
        ) : (
          <>
            <Text className="ui-prose">{t($ => $.companies.leads.nameHint)}</Text>
            <Select
              data-autofocus
              label={t($ => $.companies.leads.nameWho)}
              data={choices}
              value={personId}
              onChange={setPersonId}
              searchable
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button disabled={!personId} loading={name.pending} onClick={() => void save()}>
            {t($ => $.ui.act.save)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
