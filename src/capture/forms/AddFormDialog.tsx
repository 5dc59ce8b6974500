import { Button, Group, Radio, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { type FormKind, formKinds } from './forms.schema.ts'

/** A form as it usually is for its kind; the rest is edited afterwards. */
export function AddFormDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [kind, setKind] = useState<FormKind>('document')
  const [name, setName] = useState<string>()
  const [asked, setAsked] = useState(false)
  const create = useAct(api.forms.create, { done: form => t($ => $.forms.created, { name: form.name }) })
  const called = name ?? t($ => $.forms.kind[kind])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!called.trim()) return
    const form = await create.run({ name: called.trim(), kind })
    if (form) await navigate({ to: '/forms/$id', params: { id: form.id } })
  }
  return (
    <Dialog opened onClose={onClose} title={t($ => $.forms.add)}>
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={16}>
          <Radio.Group label={t($ => $.forms.dialog.kind)} value={kind} onChange={value => setKind(value as FormKind)}>
            <Stack gap={8} mt={4}>
              {formKinds.map(one => (
                <Radio key={one} value={one} label={t($ => $.forms.kind[one])} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput
            data-autofocus
            withAsterisk
            label={t($ => $.forms.dialog.name)}
            description={t($ => $.forms.dialog.nameHint)}
            maxLength={100}
            value={called}
            onChange={event => setName(event.currentTarget.value)}
            error={asked && !called.trim() ? t($ => $.forms.needName) : undefined}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={create.pending}>
              {t($ => $.forms.dialog.create)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
