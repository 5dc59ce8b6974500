import { Checkbox, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormFoot } from '../../ui/FormFoot.tsx'
import { useFormat } from '../../ui/format.ts'
import type { FilterDefinition } from '../../ui/grid/types.ts'
import { sentenceOf } from '../../ui/tell.tsx'
import { RulesInput } from './RulesInput.tsx'
import type { Rules } from './rules.schema.ts'
import classes from './Segments.module.css'
import type { Segment } from './segments.schema.ts'

type Props = {
  /** A saved list, or the rules that a new one starts with. */
  segment: Segment | { rules: Rules }
  definitions: readonly FilterDefinition[]
  onClose: (saved?: Segment) => void
}

/** Who is in a list: conditions as sentences, with the count as it would be now. */
export function SegmentEditor({ segment, definitions, onClose }: Props) {
  const { t } = useTranslation()
  const known = 'id' in segment ? segment : undefined
  const [name, setName] = useState(known?.name ?? '')
  const [shared, setShared] = useState(known?.shared ?? false)
  const [rules, setRules] = useState(segment.rules)
  const [tried, setTried] = useState(false)
  const create = useAct(api.segments.create, { done: saved => t($ => $.segments.editor.created, { name: saved.name }) })
  const change = useAct(api.segments.change, { done: saved => t($ => $.segments.editor.changed, { name: saved.name }) })
  const remove = useAct(api.segments.remove, {
    done: t($ => $.segments.editor.removed, { name: known?.name ?? '' }),
    undo: async ({ operationId }) => operationId && api.journal.undo({ id: operationId }),
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!name.trim()) return
    const said = { name: name.trim(), rules, shared }
    const saved = known ? await change.run({ id: known.id, version: known.version, ...said }) : await create.run(said)
    if (saved) onClose(saved)
  }
  const takeAway = async () => {
    if (known && (await remove.run({ id: known.id }))) onClose()
  }
  return (
    <Dialog
      opened
      size="lg"
      onClose={() => onClose()}
      title={known ? t($ => $.segments.editor.changeTitle) : t($ => $.segments.editor.createTitle)}
    >
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={16}>
          <TextInput
            data-autofocus
            withAsterisk
            maxLength={60}
            label={t($ => $.segments.editor.name)}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            error={tried && !name.trim() && t($ => $.segments.editor.needName)}
          />
          <RulesInput
            rules={segment.rules}
            definitions={definitions}
            onChange={setRules}
            title={t($ => $.segments.editor.all)}
            adds={t($ => $.segments.editor.add)}
          />
          <LiveCount rules={rules} />
          <Checkbox
            label={t($ => $.segments.editor.shared)}
            description={t($ => $.segments.editor.sharedHint)}
            checked={shared}
            onChange={event => setShared(event.currentTarget.checked)}
          />
          <FormFoot
            save={t($ => $.segments.editor.save)}
            saving={create.pending || change.pending}
            onCancel={() => onClose()}
            remove={
              known && {
                label: t($ => $.segments.editor.remove),
                pending: remove.pending,
                run: () => void takeAway(),
              }
            }
          />
        </Stack>
      </form>
    </Dialog>
  )
}

/** How many it would be: at once up to a thousand, then exactly. */
function LiveCount({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [asked] = useDebouncedValue(rules, 250)
  const rough = useQuery({
    ...rpc.segments.count.queryOptions({ input: { rules: asked, exact: false } }),
    placeholderData: keepPreviousData,
  })
  const exact = useQuery({
    ...rpc.segments.count.queryOptions({ input: { rules: asked, exact: true } }),
    enabled: rough.data?.exact === false && !rough.isPlaceholderData,
  })
  const known = exact.data ?? rough.data
  if (rough.isError)
    return (
      <p className={classes.refused} role="alert">
        {sentenceOf(rough.error)}
      </p>
    )
  const count = known?.count ?? 0
  const figure =
    known && (known.exact ? format.number(count) : t($ => $.segments.more, { figure: format.number(count) }))
  return (
    <p className={classes.live} aria-live="polite">
      {t($ => $.segments.editor.now)}
      <strong>{figure ? t($ => $.segments.people, { count, figure }) : '…'}</strong>
    </p>
  )
}
