import { Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { fieldErrorsOf } from '../../ui/stale.ts'
import { tellFailure } from '../../ui/tell.tsx'
import { Foot } from './EndDialog.tsx'
import type { Pipeline } from './pipelines.schema.ts'

type Props = {
  /** The one to be renamed. */
  pipeline?: Pipeline
  /** A new one begins with the gate and the stages of this one. */
  like?: Pipeline
  onClose: () => void
}

/** Names a pipeline, a new one or one that is there. */
export function NamePipeline({ pipeline, like, onClose }: Props) {
  const { t } = useTranslation()
  const [name, setName] = useState(pipeline?.name ?? '')
  const [tried, setTried] = useState(false)
  const [taken, setTaken] = useState<string>()
  const create = useAct(api.pipelines.create, {
    done: made => t($ => $.pipelines.added, { name: made.name, from: like?.name ?? '' }),
    undo: takeBack,
    quiet: true,
  })
  const change = useAct(api.pipelines.change, { done: t($ => $.pipelines.saved), undo: takeBack, quiet: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setTaken(undefined)
    if (!name.trim()) return
    try {
      if (pipeline) await change.run({ id: pipeline.id, version: pipeline.version, name })
      else if (like) {
        const { bantParts, bantNeeded, stages } = like
        const copies = stages.map(({ nameJa, nameEn, probability, staleDays }) => ({
          nameJa,
          nameEn,
          probability,
          staleDays,
        }))
        await create.run({ name, bantParts, bantNeeded, stages: copies })
      }
      onClose()
    } catch (error) {
      const said = fieldErrorsOf(error).name
      if (said) setTaken(said)
      else tellFailure(error)
    }
  }
  const title = pipeline ? t($ => $.pipelines.change, { name: pipeline.name }) : t($ => $.pipelines.add)
  return (
    <Dialog opened onClose={onClose} title={title} size="sm">
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={16}>
          <TextInput
            label={t($ => $.pipelines.name)}
            withAsterisk
            data-autofocus
            maxLength={60}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            error={tried && !name.trim() ? t($ => $.pipelines.need) : taken}
          />
          <Foot
            label={pipeline ? t($ => $.ui.act.save) : t($ => $.ui.act.add)}
            loading={create.pending || change.pending}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
