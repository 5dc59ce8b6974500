import { Button, Group, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadBulk } from '../../people/leads/leadBulks.tsx'
import type { Picked } from '../../people/leads/leads.schema.ts'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'

/** What the list of leads offers for those who are picked: each is offered to whom the rules name. */
export const assignPicked: LeadBulk = {
  key: 'assign',
  label: t => t($ => $.assignment.many.act),
  icon: IconRoute,
  right: 'lead.work',
  dialog: (picked, close) => <AssignPickedDialog picked={picked} onClose={close} />,
}

type Props = { picked: Picked; onClose: (done: boolean) => void }

function AssignPickedDialog({ picked, onClose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [note, setNote] = useState('')
  const open = useQuery(rpc.leads.ofPeople.queryOptions({ input: picked }))
  const assign = useAct(api.assignments.create, {
    done: ({ offers }) =>
      t($ => $.assignment.many.done, { count: offers.length, figure: format.number(offers.length) }),
    undo: async ({ operationId }) => {
      if (operationId !== null) await api.journal.undo({ id: operationId })
    },
  })
  const leadIds = open.data?.leadIds ?? []
  const waiting = open.data?.offeredIds.length ?? 0
  const send = async () => {
    if (await assign.run({ leadIds, note: note.trim() })) onClose(true)
  }
  return (
    <Dialog opened onClose={() => onClose(false)} title={t($ => $.assignment.many.act)}>
      {open.isPending && <Skeleton height={96} />}
      {open.isError && <Problem error={open.error} onRetry={open.refetch} />}
      {open.data && (
        <Stack gap={16}>
          <Text>
            {leadIds.length > 0
              ? t($ => $.assignment.many.text, { count: leadIds.length, figure: format.number(leadIds.length) })
              : t($ => $.assignment.many.none)}
          </Text>
          {waiting > 0 && (
            <Text size="sm" c="dimmed">
              {t($ => $.assignment.many.waiting, { figure: format.number(waiting) })}
            </Text>
          )}
          {leadIds.length > 0 && (
            <Textarea
              data-autofocus
              autosize
              minRows={2}
              maxLength={2000}
              label={t($ => $.assignment.many.note)}
              value={note}
              onChange={event => setNote(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={() => onClose(false)}>
              {t($ => $.ui.act.cancel)}
            </Button>
            {leadIds.length > 0 && (
              <Button loading={assign.pending} onClick={() => void send()}>
                {t($ => $.assignment.many.act)}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}
