import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { Channel } from './consent.schema.ts'

/** A no to a whole channel, or to one consent. */
export type Refusing = { personId: number; channel: Channel; consentId?: number }

/** Their no, and how they said it. */
export function RefuseDialog({ refusing, onClose }: { refusing: Refusing; onClose: () => void }) {
  const { t } = useTranslation()
  const { personId, channel, consentId } = refusing
  const optOut = useAct(api.consents.optOut, { done: t($ => $.consent.refuse.done) })
  const withdraw = useAct(api.consents.withdraw, { done: t($ => $.consent.withdraw.done) })
  const [via, setVia] = useState('')
  const [tried, setTried] = useState(false)
  const whole = consentId === undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!via.trim()) return
    const done = whole ? await optOut.run({ id: personId, channel, via }) : await withdraw.run({ id: consentId, via })
    if (done) onClose()
  }
  const title = whole
    ? t($ => $.consent.refuse.title, { channel: t($ => $.consent.refuse.channel[channel]) })
    : t($ => $.consent.withdraw.title)
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={14}>
          <Text className="ui-prose">{t($ => $.consent.refuse.hint)}</Text>
          <TextInput
            data-autofocus
            withAsterisk
            label={t($ => $.consent.refuse.via)}
            description={t($ => $.consent.refuse.viaHint)}
            maxLength={500}
            value={via}
            onChange={event => setVia(event.currentTarget.value)}
            error={tried && !via.trim() && t($ => $.consent.refuse.needVia)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={optOut.pending || withdraw.pending}>
              {whole ? t($ => $.consent.refuse.save) : t($ => $.consent.withdraw.save)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
