import { Button, Group, Radio, Skeleton, Stack, Text } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { MomentField } from '../../ui/MomentField.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useAudience, Waterfall } from './AudiencePanel.tsx'
import type { Mailing } from './mailings.schema.ts'

/** Says exactly how many get it and who does not, before it goes out. */
export function SendDialog({ mailing, onClose }: { mailing: Mailing; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened size="lg" onClose={onClose} title={t($ => $.mailings.sendTitle, { name: mailing.name })}>
      <Form mailing={mailing} onClose={onClose} />
    </Dialog>
  )
}

function Form({ mailing, onClose }: { mailing: Mailing; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id, version, rate, canSend } = mailing
  const audience = useAudience(id, true, version)
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [at, setAt] = useState<Date | null>(null)
  const send = useAct(api.mailings.send, { done: t($ => $.mailings.begun) })
  const plan = useAct(api.mailings.schedule, { done: t($ => $.mailings.planned) })
  if (audience.isError) return <Problem error={audience.error} onRetry={audience.refetch} />
  if (!audience.data) return <Skeleton height={160} />
  const { total, receive, excluded } = audience.data
  const left = total - receive
  const count = (n: number) => ({ count: n, figure: format.number(n) })
  const go = async () => {
    const done = when === 'now' ? await send.run({ id, version }) : at && (await plan.run({ id, version, at }))
    if (done) onClose()
  }
  return (
    <Stack gap={14}>
      {!canSend && (
        <Notice tone="soon" icon={IconMailOff}>
          {t($ => $.mailings.noServer)}
        </Notice>
      )}
      <Text fw={600}>{t($ => $.mailings.sendTo, count(receive))}</Text>
      {left > 0 && (
        <>
          <Text>{t($ => $.mailings.sendNotTo, count(left))}</Text>
          <Waterfall excluded={excluded} total={total} />
        </>
      )}
      <Radio.Group aria-label={t($ => $.mailings.column.at)} value={when} onChange={value => setWhen(value as 'now')}>
        <Group gap={24}>
          <Radio value="now" label={t($ => $.mailings.now)} />
          <Radio value="later" label={t($ => $.mailings.later)} />
        </Group>
      </Radio.Group>
      {when === 'later' && (
        <MomentField label={t($ => $.mailings.laterAt)} value={at} onChange={setAt} quick required />
      )}
      {receive > rate && (
        <Text size="sm" c="dimmed">
          {t($ => $.mailings.takes, { rate: format.number(rate), minutes: format.number(Math.ceil(receive / rate)) })}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t($ => $.ui.act.cancel)}
        </Button>
        <Button
          loading={send.pending || plan.pending}
          disabled={receive === 0 || (when === 'later' && !at)}
          onClick={() => void go()}
        >
          {when === 'now' ? t($ => $.mailings.sendNow, count(receive)) : t($ => $.mailings.scheduleAct)}
        </Button>
      </Group>
    </Stack>
  )
}
