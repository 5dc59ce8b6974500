import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconMailPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadBulk } from '../../people/leads/leadBulks.tsx'
import type { Picked } from '../../people/leads/leads.schema.ts'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'

/** R76: from any list to a mailing in one act. */
export const mailPicked: LeadBulk = {
  key: 'mail',
  label: t => t($ => $.mailings.pickedAct),
  icon: IconMailPlus,
  right: 'mailing.edit',
  dialog: (picked, close) => <MailPickedDialog picked={picked} onClose={close} />,
}

function MailPickedDialog({ picked, onClose }: { picked: Picked; onClose: (done: boolean) => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [name, setName] = useState<string>(t($ => $.mailings.newName))
  const create = useAct(api.mailings.create)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    const made = await create.run({ name: name.trim(), picked })
    if (!made) return
    onClose(true)
    await navigate({ to: '/mailings/$id', params: { id: made.id } })
  }
  return (
    <Dialog opened size="sm" title={t($ => $.mailings.pickedTitle)} onClose={() => onClose(false)}>
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={14}>
          <Text size="sm">{t($ => $.mailings.pickedText)}</Text>
          <TextInput
            data-autofocus
            withAsterisk
            maxLength={100}
            label={t($ => $.mailings.field.name)}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onClose(false)}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={create.pending} disabled={!name.trim()}>
              {t($ => $.mailings.pickedCreate)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
