import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMe } from '../../ui/me.tsx'
import { Problem } from '../../ui/Problem.tsx'
import type { Picked } from '../leads/leads.schema.ts'
import { takeBack } from '../leads/takeBack.tsx'
import { useOpenLeads } from '../leads/useOpenLeads.tsx'
import classes from './OfferForm.module.css'
import { OfferForm, type Offering } from './OfferForm.tsx'

type OneProps = { leadId: number; heldBy?: number | undefined; title?: string; opened: boolean; onClose: () => void }

/** Offers one lead. */
export function OfferOneDialog({ leadId, heldBy, title, opened, onClose }: OneProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={title ?? t($ => $.offers.dialog.title)} size="md">
      <OfferLeads leadIds={[leadId]} heldBy={heldBy} onClose={onClose} />
    </Dialog>
  )
}

type PickedProps = { picked: Picked; onClose: (done: boolean) => void }

/** Offers the open leads of people who were picked in a list, and says what could not be offered, and why. */
export function OfferPickedDialog({ picked, onClose }: PickedProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { found, error, retry } = useOpenLeads(picked)
  return (
    <Dialog opened onClose={() => onClose(false)} title={t($ => $.offers.dialog.title)} size="md">
      {error ? (
        <Problem error={error} onRetry={retry} />
      ) : (
        !found && <Text c="dimmed">{t($ => $.leadList.bulk.counting)}</Text>
      )}
      {found && (
        <Stack gap={16}>
          <Text>
            {t($ => $.leadList.bulk.people, {
              count: found.people,
              figure: format.number(found.people),
              leads: format.number(found.leadIds.length + found.offeredIds.length),
            })}{' '}
            {found.offeredIds.length > 0 &&
              t($ => $.offers.dialog.offeredAlready, {
                count: found.offeredIds.length,
                figure: format.number(found.offeredIds.length),
              })}
          </Text>
          {found.leadIds.length > 0 && <OfferLeads leadIds={found.leadIds} onClose={onClose} />}
          {found.leadIds.length + found.offeredIds.length === 0 && (
            <Text c="dimmed">{t($ => $.leadList.bulk.none)}</Text>
          )}
        </Stack>
      )}
    </Dialog>
  )
}

type Given = Awaited<ReturnType<typeof api.offers.give>>

type LeadsProps = {
  leadIds: readonly number[]
  heldBy?: number | undefined
  onClose: (done: boolean) => void
}

function OfferLeads({ leadIds, heldBy, onClose }: LeadsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const me = useMe()
  const [given, setGiven] = useState<Given>()
  const holders = useQuery(rpc.holders.list.queryOptions())
  const done = ({ offers }: Given) => {
    const [first] = offers
    const count = offers.length
    if (!first) return ''
    if (leadIds.length > 1) return t($ => $.offers.dialog.sentMany, { count, figure: format.number(count) })
    if (first.answer === 'accepted' && first.to === me.id) return t($ => $.offers.dialog.taken)
    const to = holders.data?.items.find(one => one.id === first.to)?.name ?? ''
    return t($ => $.offers.dialog.sent, { to })
  }
  const give = useAct(api.offers.give, {
    done,
    undo: takeBack,
  })
  const send = async (offering: Offering) => {
    const answer = await give.run({ leadIds: [...leadIds], ...offering })
    if (!answer) return
    if (answer.refused.length > 0) setGiven(answer)
    else onClose(true)
  }
  if (given) return <Refused given={given} onClose={() => onClose(true)} />
  return <OfferForm count={leadIds.length} heldBy={heldBy} onSend={send} onCancel={() => onClose(false)} />
}

function Refused({ given, onClose }: { given: Given; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentences = [...Map.groupBy(given.refused, one => one.sentence)]
  const count = given.refused.length
  return (
    <Stack gap={16}>
      {given.offers.length > 0 && (
        <Text>
          {t($ => $.offers.dialog.sentMany, { count: given.offers.length, figure: format.number(given.offers.length) })}
        </Text>
      )}
      <Alert color="orange" title={t($ => $.offers.dialog.refusedTitle, { count, figure: format.number(count) })}>
        <ul className={classes.refused}>
          {sentences.map(([sentence, leads]) => (
            <li key={sentence}>
              {t($ => $.offers.dialog.refusedRow, { figure: format.number(leads.length), sentence })}
            </li>
          ))}
        </ul>
      </Alert>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t($ => $.ui.act.close)}</Button>
      </Group>
    </Stack>
  )
}
