import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Foot } from './EndDialog.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'
import type { Pipeline } from './pipelines.schema.ts'

type Stage = Pipeline['stages'][number]
type Props = { pipeline: Pipeline; stage: Stage | 'new'; onClose: () => void }

/** A stage: what it is called, how likely the win is there, and how long a deal may stand there. */
export function StageDialog({ pipeline, stage, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const [leaving, setLeaving] = useState(false)
  if (leaving && stage !== 'new')
    return <LeaveDialog pipeline={pipeline} stage={stage} places={[pipeline]} onClose={onClose} />
  const title =
    stage === 'new'
      ? t($ => $.pipelines.addStage)
      : t($ => $.pipelines.changeStage, { name: i18n.language === 'en' ? stage.nameEn : stage.nameJa })
  return (
    <Dialog opened onClose={onClose} title={title}>
      <Form pipeline={pipeline} stage={stage} onClose={onClose} onLeave={() => setLeaving(true)} />
    </Dialog>
  )
}

function Form({ pipeline, stage, onClose, onLeave }: Props & { onLeave: () => void }) {
  const { t } = useTranslation()
  const known = stage === 'new' ? undefined : stage
  const [nameJa, setNameJa] = useState(known?.nameJa ?? '')
  const [nameEn, setNameEn] = useState(known?.nameEn ?? '')
  const [probability, setProbability] = useState<number | string>(known?.probability ?? '')
  const [staleDays, setStaleDays] = useState<number | string>(known?.staleDays ?? '')
  const [tried, setTried] = useState(false)
  const change = useAct(api.pipelines.change, { done: t($ => $.pipelines.saved), undo: takeBack })
  const { id, version, stages } = pipeline
  const wins = known?.wins ?? false
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!nameJa.trim() || !nameEn.trim() || (!wins && probability === '')) return
    const said = {
      nameJa,
      nameEn,
      probability: wins ? 100 : Number(probability),
      staleDays: staleDays === '' ? null : Number(staleDays),
    }
    const after = known
      ? stages.map(one => (one.id === known.id ? { ...one, ...said } : one))
      : [...stages.filter(one => !one.wins), said, ...stages.filter(one => one.wins)]
    if (await change.run({ id, version, stages: after })) onClose()
  }
  const name = (value: string, set: (value: string) => void, label: string) => (
    <TextInput
      label={label}
      withAsterisk
      maxLength={60}
      value={value}
      onChange={event => set(event.currentTarget.value)}
      error={tried && !value.trim() && t($ => $.pipelines.need)}
    />
  )
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        {known && (
          <Text size="sm" c="dimmed">
            {t($ => $.pipelines.renameHint)}
          </Text>
        )}
        {name(
          nameJa,
          setNameJa,
          t($ => $.pipelines.nameJa),
        )}
        {name(
          nameEn,
          setNameEn,
          t($ => $.pipelines.nameEn),
        )}
        {wins ? (
          <Text size="sm" c="dimmed">
            {t($ => $.pipelines.winHint)}
          </Text>
        ) : (
          <>
            <NumberInput
              label={t($ => $.pipelines.probability)}
              withAsterisk
              min={0}
              max={100}
              allowDecimal={false}
              value={probability}
              onChange={setProbability}
              error={tried && probability === '' && t($ => $.pipelines.need)}
            />
            <NumberInput
              label={t($ => $.pipelines.staleDays)}
              description={t($ => $.pipelines.staleHint)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={1}
              max={365}
              allowDecimal={false}
              value={staleDays}
              onChange={setStaleDays}
            />
          </>
        )}
        <Group gap="8px 16px">
          {known && !wins && stages.length > 2 && (
            <Button variant="subtle" ml={-18} onClick={onLeave}>
              {t($ => $.pipelines.leave)}
            </Button>
          )}
          <div style={{ marginInlineStart: 'auto' }}>
            <Foot label={t($ => $.ui.act.save)} loading={change.pending} onClose={onClose} />
          </div>
        </Group>
      </Stack>
    </form>
  )
}
