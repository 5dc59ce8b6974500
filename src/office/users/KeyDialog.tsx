import { Button, CopyButton, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { RoleName } from '../roles/rights.ts'
import { RolesInput } from './RolesInput.tsx'

type Made = { name: string; key: string }

/** Makes a key and shows it, this once. A click beside the dialog must not lose it, so it stays until it is closed. */
export function KeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [made, setMade] = useState<Made>()
  const close = () => {
    setMade(undefined)
    onClose()
  }
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={made ? t($ => $.keys.madeTitle, { name: made.name }) : t($ => $.keys.create)}
    >
      {made ? <Ready made={made} onClose={close} /> : <Form onMade={setMade} onClose={close} />}
    </Dialog>
  )
}

function Ready({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack gap={16}>
      <Text className="ui-prose">{t($ => $.keys.made)}</Text>
      <TextInput
        readOnly
        data-autofocus
        ff="monospace"
        aria-label={t($ => $.keys.copy)}
        value={made.key}
        onFocus={event => event.currentTarget.select()}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t($ => $.ui.act.close)}
        </Button>
        <CopyButton value={made.key}>
          {({ copied, copy }) => (
            <Button
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {copied ? t($ => $.keys.copied) : t($ => $.keys.copy)}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  )
}

function Form({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const teams = useQuery(rpc.teams.list.queryOptions())
  const create = useAct(api.keys.create)
  const form = useForm<{ name: string; roles: RoleName[]; teamId: string | null }>({
    initialValues: { name: '', roles: [], teamId: null },
    validate: {
      name: isNotEmpty(t($ => $.users.door.required)),
      roles: roles => (roles.length === 0 ? t($ => $.keys.rolesNeeded) : null),
    },
  })
  const submit = async ({ teamId, ...said }: typeof form.values) => {
    const made = await create.run({ ...said, teamId: teamId ? Number(teamId) : null })
    if (made) onMade(made)
  }
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap={16}>
        <TextInput
          data-autofocus
          maxLength={100}
          label={t($ => $.keys.name)}
          placeholder={t($ => $.keys.namePlaceholder)}
          {...form.getInputProps('name')}
        />
        <RolesInput label={t($ => $.keys.roles)} {...form.getInputProps('roles')} />
        <Select
          label={t($ => $.keys.team)}
          description={t($ => $.keys.teamHint)}
          placeholder={t($ => $.keys.noTeam)}
          data={(teams.data?.items ?? []).map(one => ({ value: String(one.id), label: one.name }))}
          clearable
          searchable
          {...form.getInputProps('teamId')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={create.pending}>
            {t($ => $.ui.act.create)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
