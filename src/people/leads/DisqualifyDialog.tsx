import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import type { Picked } from './leads.schema.ts'
import { ReasonForm, type Why } from './ReasonForm.tsx'
import { takeBack } from './takeBack.tsx'
import { useOpenLeads } from './useOpenLeads.tsx'

/** Closes the open leads of people who were picked in a list, for one reason. */
export function DisqualifyPickedDialog({ picked, onClose }: { picked: Picked; onClose: (done: boolean) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { found, error, retry } = useOpenLeads(picked)
  const [refused, setRefused] = useState<readonly string[]>()
  const move = useAct(api.leads.transitionMany, {
    done: ({ moved }) => t($ => $.leadList.bulk.moved, { count: moved, figure: format.number(moved) }),
    undo: takeBack,
  })
  const leadIds = found ? [...found.leadIds, ...found.offeredIds] : []
  const save = async (why: Why) => {
    const answer = await move.run({ leadIds, to: 'disqualified', ...why })
    if (!answer) return
    if (answer.refused.length > 0) setRefused(answer.refused.map(one => one.sentence))
    else onClose(true)
  }
  return (
    <Dialog opened onClose={() => onClose(refused !== undefined)} title={t($ => $.leads.reason.disqualify)} size="md">
      {error ? (
        <Problem error={error} onRetry={retry} />
      ) : (
        !found && <Text c="dimmed">{t($ => $.leadList.bulk.counting)}</Text>
      )}
      {refused ? (
        <Stack gap={16}>
          <Alert
            color="orange"
            title={t($ => $.leadList.bulk.left, { count: refused.length, figure: format.number(refused.length) })}
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
        found && (
          <Stack gap={16}>
            <Text>
              {t($ => $.leadList.bulk.people, {
                count: found.people,
                figure: format.number(found.people),
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
              <Text c="dimmed">{t($ => $.leadList.bulk.none)}</Text>
            )}
          </Stack>
        )
      )}
    </Dialog>
  )
}
