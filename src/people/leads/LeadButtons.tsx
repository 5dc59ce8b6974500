import { Button, Group, Stack } from '@mantine/core'
import {
  type Icon,
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconHandGrab,
  IconRefresh,
  IconSend,
  IconSnowflake,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useMay } from '../../ui/me.tsx'
import { OfferOneDialog } from '../offers/OfferDialog.tsx'
import { actsOn, isMove, type LeadAct, movesTo } from './leadActs.tsx'
import type { Lead } from './leads.schema.ts'
import { ReasonForm, type Why } from './ReasonForm.tsx'
import { takeBack } from './takeBack.tsx'

const signs: Record<LeadAct, Icon> = {
  accept: IconCheck,
  return: IconArrowBackUp,
  take: IconHandGrab,
  offer: IconSend,
  handOn: IconSend,
  toLead: IconSnowflake,
  recycle: IconArrowBackUp,
  disqualify: IconBan,
  reopen: IconRefresh,
}

const keys: Partial<Record<LeadAct, string>> = { accept: 'a', return: 'r', offer: 'o', handOn: 'o' }

/** What can be done to this lead: the most likely act as a button, two more beside it, the rest in a menu. */
export function LeadButtons({ lead, withKeys = false }: { lead: Lead; withKeys?: boolean }) {
  const { t } = useTranslation()
  const may = useMay('lead.work')
  const [asking, setAsking] = useState<LeadAct>()
  const move = useAct(api.leads.transition, { done: moved => t($ => $.leads.done[moved.stage]), undo: takeBack })
  const accept = useAct(api.offers.accept, { done: t($ => $.offers.accepted), undo: takeBack })
  const giveBack = useAct(api.offers.return, { done: t($ => $.offers.returned), undo: takeBack })
  const acts = may ? actsOn(lead) : []
  const offerId = lead.offer?.id
  const pending = move.pending || accept.pending || giveBack.pending

  const run = (act: LeadAct) => {
    if (act === 'accept' && offerId !== undefined) void accept.run({ id: offerId })
    else if (isMove(act)) void move.run({ id: lead.id, to: movesTo[act] })
    else setAsking(act)
  }
  useKeys(
    withKeys
      ? acts.flatMap(act => {
          const key = keys[act]
          return key ? [{ keys: key, label: t($ => $.leads.act[act]), run: () => run(act) }] : []
        })
      : [],
  )
  const close = () => setAsking(undefined)
  const explain = async (why: Why) => {
    const { note, ...reason } = why
    const done =
      asking === 'return' && offerId !== undefined
        ? await giveBack.run({ id: offerId, ...reason, ...(note ? { note } : {}) })
        : await move.run({ id: lead.id, to: asking === 'recycle' ? 'recycled' : 'disqualified', ...reason })
    if (done) close()
  }
  if (acts.length === 0) return null
  const shown = acts.slice(0, acts[0] === 'accept' ? 2 : 1)
  const others = acts.slice(shown.length)
  // While somebody else's answer is waited for, nothing is next but to wait.
  const suggested = acts[0] !== 'disqualify' && (!lead.offer || lead.offer.answerable)
  return (
    <Stack gap={8}>
      <Group gap={8}>
        {shown.map((act, index) => (
          <Button
            key={act}
            variant={index === 0 && suggested ? 'filled' : 'default'}
            leftSection={signOf(act)}
            loading={pending && index === 0}
            disabled={pending}
            onClick={() => run(act)}
            {...(withKeys && keys[act] ? { 'aria-keyshortcuts': keys[act], title: keys[act].toUpperCase() } : {})}
          >
            {t($ => $.leads.act[act])}
          </Button>
        ))}
      </Group>
      {others.length > 0 && (
        <Group gap={4} ml={-8}>
          {others.map(act => (
            <Button
              key={act}
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={signOf(act)}
              disabled={pending}
              onClick={() => run(act)}
            >
              {t($ => $.leads.act[act])}
            </Button>
          ))}
        </Group>
      )}
      <WhyDialog asking={asking} onSave={explain} onClose={close} />
      <OfferOneDialog
        leadId={lead.id}
        heldBy={lead.holder?.id}
        title={asking === 'handOn' ? t($ => $.leads.act.handOn) : t($ => $.offers.dialog.title)}
        opened={asking === 'offer' || asking === 'handOn'}
        onClose={close}
      />
    </Stack>
  )
}

function signOf(act: LeadAct) {
  const Sign = signs[act]
  return <Sign size={15} stroke={1.7} aria-hidden />
}

type WhyProps = { asking: LeadAct | undefined; onSave: (why: Why) => Promise<unknown>; onClose: () => void }

/** Returning, giving back and closing each want a reason. */
function WhyDialog({ asking, onSave, onClose }: WhyProps) {
  const { t } = useTranslation()
  const act = asking === 'return' || asking === 'recycle' || asking === 'disqualify' ? asking : undefined
  return (
    <Dialog opened={act !== undefined} onClose={onClose} title={act ? t($ => $.leads.act[act]) : ''} size="sm">
      {act && (
        <ReasonForm
          kind={act === 'disqualify' ? 'disqualified' : 'returned'}
          save={t($ => $.leads.reason.save[act])}
          withNote={act === 'return'}
          onSave={onSave}
          onCancel={onClose}
        />
      )}
    </Dialog>
  )
}
