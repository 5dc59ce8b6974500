import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconMailOff, IconMailPause } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import classes from './mailings.module.css'

/** How mailings stand with somebody, where they are looked after: a refused address, and whether a colleague holds them back. */
export function MailStandingNote({ personId }: { personId: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayEdit = useMay('person.edit')
  const found = useQuery(rpc.mailStanding.get.queryOptions({ input: { id: personId } }))
  const [holding, setHolding] = useState(false)
  const lift = useAct(api.mailStanding.liftBounce, { done: t($ => $.mailings.standing.lifted) })
  const release = useAct(api.mailStanding.release, { done: t($ => $.mailings.standing.released) })
  if (!found.data) return null
  const { hold, bounce } = found.data
  return (
    <div className={classes.standing}>
      {bounce && (
        <Notice tone="late" icon={IconMailOff}>
          <Text size="sm" fw={600}>
            {t($ => $.mailings.standing.bounce, { address: bounce.address, date: format.date(bounce.bouncedAt) })}
          </Text>
          <Text size="sm">{t($ => $.mailings.standing.bounceText)}</Text>
          {mayEdit && (
            <Button
              mt={6}
              size="compact-sm"
              variant="default"
              loading={lift.pending}
              onClick={() => void lift.run({ id: personId })}
            >
              {t($ => $.mailings.standing.lift)}
            </Button>
          )}
        </Notice>
      )}
      {hold && (
        <Notice tone="soon" icon={IconMailPause}>
          <Text size="sm" fw={600}>
            {hold.by ? t($ => $.mailings.standing.held, { name: hold.by.name }) : t($ => $.mailings.standing.heldPlain)}
          </Text>
          {hold.note && <Text size="sm">{hold.note}</Text>}
          {mayEdit && (
            <Button
              mt={6}
              size="compact-sm"
              variant="default"
              loading={release.pending}
              onClick={() => void release.run({ id: personId })}
            >
              {t($ => $.mailings.standing.release)}
            </Button>
          )}
        </Notice>
      )}
      {!hold && mayEdit && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          px={0}
          leftSection={<IconMailPause size={16} aria-hidden />}
          onClick={() => setHolding(true)}
        >
          {t($ => $.mailings.standing.hold)}
        </Button>
      )}
      {holding && <HoldDialog personId={personId} onClose={() => setHolding(false)} />}
    </div>
  )
}

function HoldDialog({ personId, onClose }: { personId: number; onClose: () => void }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const hold = useAct(api.mailStanding.hold, { done: t($ => $.mailings.standing.holdDone) })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await hold.run({ id: personId, note })) onClose()
  }
  return (
    <Dialog opened size="sm" title={t($ => $.mailings.standing.hold)} onClose={onClose}>
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={14}>
          <TextInput
            data-autofocus
            label={t($ => $.mailings.standing.holdNote)}
            maxLength={200}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={hold.pending}>
              {t($ => $.mailings.standing.holdAct)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
