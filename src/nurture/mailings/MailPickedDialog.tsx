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

/** The same from other rows: to everybody who takes part. `people` finds who that is. */
export const mailTo = <Rows,>(people: (rows: Rows) => Promise<{ personIds: number[] }>) => ({
  ...mailPicked,
  dialog: (rows: Rows, close: (done: boolean) => void) => (
    <MailPickedDialog picked={async () => ({ ...(await people(rows)), except: [] })} onClose={close} />
  ),
})

type Props = { picked: Picked | (() => Promise<Picked>); onClose: (done: boolean) => void }

function MailPickedDialog({ picked, onClose }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [name, setName] = useState<string>(t($ => $.mailings.newName))
  const create = useAct(async (name: string) => {
    const whom = typeof picked === 'function' ? await picked() : picked
    const segmentId = segmentOf(whom)
    return api.mailings.create({ name, ...(segmentId === undefined ? { picked: whom } : { segmentId }) })
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    const made = await create.run(name.trim())
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

/** Who was picked as a whole segment stays one: who joins it before the mailing goes out gets it too. */
function segmentOf({ matching, except }: Picked): number | undefined {
  const [only, ...more] = matching?.filters ?? []
  const whole = only?.key === 'segment' && only.op === 'in' && more.length === 0 && !matching?.q && except.length === 0
  return whole && only.value.length === 1 ? Number(only.value[0]) : undefined
}
