import { NativeSelect, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { Foot } from './EndDialog.tsx'
import type { Pipeline } from './pipelines.schema.ts'

type Props = {
  pipeline: Pipeline
  /** Of it only this stage; else all of it. */
  stage?: Pipeline['stages'][number]
  /** To whose stages the open deals may go. */
  places: readonly Pipeline[]
  onClose: () => void
}

/** Takes a stage or a whole pipeline out of use, after saying where the deals go that are open there. */
export function LeaveDialog({ pipeline, stage, places, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const [to, setTo] = useState('')
  const [tried, setTried] = useState(false)
  // Deals of others, whom one does not see, may be open there too: the answer says so.
  const [refused, setRefused] = useState(false)
  const english = i18n.language === 'en'
  const name = stage ? (english ? stage.nameEn : stage.nameJa) : pipeline.name
  const leave = useAct(api.pipelines.change, { done: t($ => $.pipelines.left, { name }), undo: takeBack })
  const leaving = stage ? [stage] : pipeline.stages
  const open = leaving.reduce((sum, one) => sum + one.open, 0)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (open > 0 && !to) return
    const moves = to ? leaving.filter(one => !one.wins).map(one => ({ from: one.id, to: Number(to) })) : []
    const left = await leave.run({
      id: pipeline.id,
      version: pipeline.version,
      moves,
      ...(stage ? { stages: pipeline.stages.filter(one => one.id !== stage.id) } : { active: false }),
    })
    if (left) onClose()
    else setRefused(true)
  }
  const options = places.flatMap(place =>
    place.stages
      .filter(one => !one.wins && one.id !== stage?.id)
      .map(one => ({
        value: String(one.id),
        label: `${stage ? '' : `${place.name}${english ? ': ' : '：'}`}${english ? one.nameEn : one.nameJa}`,
      })),
  )
  return (
    <Dialog
      opened
      onClose={onClose}
      size="sm"
      title={t($ => (stage ? $.pipelines.leaveStage : $.pipelines.leavePipeline), { name })}
    >
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={16}>
          <Text size="sm">{t($ => (stage ? $.pipelines.leaveStageText : $.pipelines.leavePipelineText))}</Text>
          {(open > 0 || refused) && (
            <NativeSelect
              label={
                open > 0
                  ? t($ => $.pipelines.goTo, { count: open, figure: format.number(open) })
                  : t($ => $.pipelines.goToAll)
              }
              withAsterisk
              data={[{ value: '', label: t($ => $.pipelines.choose) }, ...options]}
              value={to}
              onChange={event => setTo(event.currentTarget.value)}
              error={tried && !to && t($ => $.pipelines.needPlace)}
            />
          )}
          <Foot label={t($ => $.pipelines.leave)} loading={leave.pending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  )
}
