import { Button, Group, SegmentedControl, Stack, Switch, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'

const kinds = ['returned', 'disqualified', 'lost', 'stopped'] as const
type Kind = (typeof kinds)[number]

type Props = { opened: boolean; onClose: () => void; position: number }

export function ReasonDialog({ opened, onClose, position }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.settings.reasons.add)}>
      <Form onClose={onClose} position={position} />
    </Dialog>
  )
}

function Form({ onClose, position }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const required = isNotEmpty(t($ => $.users.door.required))
  const add = useAct(api.reasons.create)
  const form = useForm<{ kind: Kind; nameJa: string; nameEn: string; asksDay: boolean }>({
    initialValues: { kind: 'returned', nameJa: '', nameEn: '', asksDay: false },
    validate: { nameJa: required, nameEn: required },
  })
  const submit = async ({ asksDay, ...said }: typeof form.values) => {
    const added = await add.run({ ...said, position, wayBack: asksDay ? 'date' : 'none' })
    if (added) onClose()
  }
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap={16}>
        <SegmentedControl
          aria-label={t($ => $.settings.reasons.kind)}
          data={kinds.map(value => ({
            value,
            label: t($ => $.settings.reasons[value]),
          }))}
          {...form.getInputProps('kind')}
        />
        <TextInput
          data-autofocus
          maxLength={60}
          label={t($ => $.settings.reasons.nameJa)}
          {...form.getInputProps('nameJa')}
        />
        <TextInput maxLength={60} label={t($ => $.settings.reasons.nameEn)} {...form.getInputProps('nameEn')} />
        <Switch label={t($ => $.settings.reasons.asksDay)} {...form.getInputProps('asksDay', { type: 'checkbox' })} />
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
