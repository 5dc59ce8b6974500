import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { OneDeal } from './deals.schema.ts'
import { Foot } from './EndDialog.tsx'

/** Reopens a deal at once; one from whose win an order followed after saying what becomes of it. */
export function useReopen(deal: OneDeal) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const orders = useQuery({
    ...rpc.orders.list.queryOptions({ input: { dealId: deal.id, limit: 1 } }),
    enabled: deal.outcome === 'won',
  })
  const order = orders.data?.items[0]
  const reopen = useAct(api.deals.change, { done: t($ => $.deals.reopened), undo: takeBack })
  const run = async () => {
    await reopen.run({ id: deal.id, version: deal.version, outcome: null })
    setAsking(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run()
  }
  return {
    pending: reopen.pending || (deal.outcome === 'won' && orders.isPending),
    ask: () => (order ? setAsking(true) : void run()),
    dialog: (
      <Dialog
        opened={asking && order !== undefined}
        onClose={() => setAsking(false)}
        title={t($ => $.dealList.reopenTitle, { title: deal.title })}
        size="sm"
      >
        <form onSubmit={submit}>
          <Stack gap={16}>
            <Text size="sm">{t($ => $.dealList.reopenOrder, { number: order?.number ?? '' })}</Text>
            <Foot label={t($ => $.deals.reopen)} loading={reopen.pending} onClose={() => setAsking(false)} />
          </Stack>
        </form>
      </Dialog>
    ),
  }
}
