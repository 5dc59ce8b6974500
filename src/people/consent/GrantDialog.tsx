import { Button, Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { parseDay } from '../../ui/parseDay.ts'
import { bases, channels } from './consent.schema.ts'

/** A lawful basis and its evidence. */
export function GrantDialog({ personId, onClose }: { personId: number; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const grant = useAct(api.consents.grant, { done: t($ => $.consent.grant.done) })
  const [channel, setChannel] = useState<(typeof channels)[number]>('mail')
  const [basis, setBasis] = useState<(typeof bases)[number]>('business_card')
  const [via, setVia] = useState('')
  const [on, setOn] = useState<string | null>(format.today())
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!via.trim()) return
    const past = on && on !== format.today() ? { grantedAt: new Date(`${on}T12:00:00Z`) } : {}
    if (await grant.run({ id: personId, channel, basis, via, ...past })) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={t($ => $.consent.grant.title)}>
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={14}>
          <SegmentedControl
            aria-label={t($ => $.consent.grant.channel)}
            data={channels.map(one => ({ value: one, label: t($ => $.consent.channel[one]) }))}
            value={channel}
            onChange={value => setChannel(channels.find(one => one === value) ?? 'mail')}
          />
          <Select
            label={t($ => $.consent.grant.basis)}
            data={bases.map(one => ({ value: one, label: t($ => $.consent.basis[one]) }))}
            value={basis}
            allowDeselect={false}
            onChange={value => setBasis(bases.find(one => one === value) ?? 'business_card')}
          />
          <TextInput
            data-autofocus
            withAsterisk
            label={t($ => $.consent.grant.via)}
            description={t($ => $.consent.grant.viaHint)}
            maxLength={500}
            value={via}
            onChange={event => setVia(event.currentTarget.value)}
            error={tried && !via.trim() && t($ => $.consent.grant.needVia)}
          />
          <DateInput
            label={t($ => $.consent.grant.on)}
            value={on}
            maxDate={format.today()}
            onChange={setOn}
            dateParser={typed => parseDay(typed, format.today()) ?? null}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={grant.pending}>
              {t($ => $.consent.grant.save)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
