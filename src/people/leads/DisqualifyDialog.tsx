import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import type { Picked } from './leads.schema.ts'
import { ReasonForm, type Why } from './ReasonForm.tsx'

/** Closes the open leads of people who were picked in a list, for one reason. */
export function DisqualifyPickedDialog({ picked, onClose }: { picked: Picked; onClose: (done: boolean) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const leads = useQuery(rpc.leads.ofPeople.queryOptions({ input: picked, staleTime: 0 }))
  const [refused, setRefused] = useState<readonly string[]>()
  const move = useAct(api.leads.transitionMany, {
    done: ({ moved }) => t($ => $.leads.bulk.moved, { count: moved, figure: format.number(moved) }),
    undo: ({ operationId }) => (operationId ? api.journal.undo({ id: operationId }) : Promise.resolve()),
  })
  const { people = 0, leadIds = [] } = leads.data ?? {}
  const save = async (why: Why) => {
    const answer = await move.run({ leadIds, to: 'disqualified', ...why })
    if (!answer) return
    if (answer.refused.length > 0) setRefused(answer.refused.map(one => one.sentence))
    else onClose(true)
  }
  return (
    <Modal opened onClose={() => onClose(refused !== undefined)} title={t($ => $.leads.reason.disqualify)} size="md">
      {leads.isPending && <Text c="dimmed">{t($ => $.leads.bulk.counting)}</Text>}
      {leads.isError && <Problem error={leads.error} onRetry={leads.refetch} />}
      {refused ? (
        <Stack gap={16}>
          <Alert
            color="orange"
            title={t($ => $.leads.bulk.left, { count: refused.length, figure: format.number(refused.length) })}
          >
            {[...new Set(refused)].map(sentence => (
              <Text key={sentence} size="sm">
                {sentence}
              </Text>
            ))}
          </Alert>
          <Group justify="flex-end">
            <Button onClick={() => onClose(true)}>{t($ => $.ui.act.close)}</Button>
          </Group>
        </Stack>
      ) : (
        leads.isSuccess && (
          <Stack gap={16}>
            <Text>
              {t($ => $.leads.bulk.people, {
                count: people,
                figure: format.number(people),
                leads: format.number(leadIds.length),
              })}
            </Text>
            {leadIds.length > 0 ? (
              <ReasonForm
                kind="disqualified"
                save={t($ => $.leads.reason.save.disqualify)}
                onSave={save}
                onCancel={() => onClose(false)}
              />
            ) : (
              <Text c="dimmed">{t($ => $.leads.bulk.none)}</Text>
            )}
          </Stack>
        )
      )}
    </Modal>
  )
}
