import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { Team } from './teams.schema.ts'

type Props = { opened: boolean; onClose: () => void; teams: readonly Team[] }

export function TeamDialog({ opened, onClose, teams }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.teams.add)} size="sm">
      <Form onClose={onClose} teams={teams} />
    </Dialog>
  )
}

function Form({ onClose, teams }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const add = useAct(api.teams.create, { done: team => t($ => $.teams.added, { name: team.name }) })
  const form = useForm<{ name: string; parentId: string | null }>({
    initialValues: { name: '', parentId: null },
    validate: { name: isNotEmpty(t($ => $.users.door.required)) },
  })
  const submit = async ({ name, parentId }: typeof form.values) => {
    if (await add.run({ name, parentId: parentId ? Number(parentId) : null })) onClose()
  }
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap={16}>
        <TextInput data-autofocus maxLength={100} label={t($ => $.teams.name)} {...form.getInputProps('name')} />
        <Select
          label={t($ => $.teams.parent)}
          placeholder={t($ => $.teams.top)}
          data={teams.map(one => ({ value: String(one.id), label: one.name }))}
          clearable
          searchable={teams.length > 8}
          {...form.getInputProps('parentId')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={add.pending}>
            {t($ => $.ui.act.add)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
