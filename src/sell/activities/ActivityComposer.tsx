import { Button, Chip, SegmentedControl, Select, Textarea, UnstyledButton } from '@mantine/core'
import { IconPencilPlus } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MomentField } from '../../ui/MomentField.tsx'
import { useMay } from '../../ui/me.tsx'
import classes from './ActivityComposer.module.css'
import { type ActivityKind, activityKinds, Outcome, outcomes } from './activities.schema.ts'
import { KindSign } from './kind.tsx'
import { useActivityActs } from './useActivityActs.tsx'

/** With whom, or for which deal. A person's company and open lead are concluded by the server. */
export type Whom = { personId: number } | { companyId: number } | { dealId: number }

/** Above the timeline: writes down what was done with somebody, or plans it. Unfolds when it is wanted. */
export function ActivityComposer({ whom }: { whom: Whom }) {
  const { t } = useTranslation()
  const may = useMay('activity.edit')
  const [open, setOpen] = useState(false)
  if (!may) return null
  if (open) return <Form whom={whom} onClose={() => setOpen(false)} />
  return (
    <UnstyledButton className={classes.opener} onClick={() => setOpen(true)}>
      <IconPencilPlus size={16} stroke={1.7} aria-hidden />
      {t($ => $.activities.composer.open)}
    </UnstyledButton>
  )
}

function Form({ whom, onClose }: { whom: Whom; onClose: () => void }) {
  const { t } = useTranslation()
  const { create } = useActivityActs()
  const [kind, setKind] = useState<ActivityKind>('call')
  const [planned, setPlanned] = useState(false)
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [at, setAt] = useState<Date | null>(null)
  const [otherTime, setOtherTime] = useState(false)
  const [tried, setTried] = useState(false)
  const isPlan = kind === 'task' || (planned && kind !== 'note')
  const problems = {
    text: (kind === 'note' || kind === 'task') && text.trim() === '' ? t($ => $.activities.need.text) : undefined,
    at: isPlan && kind !== 'task' && !at ? t($ => $.activities.need.at) : undefined,
    outcome: kind === 'call' && !isPlan && !outcome ? t($ => $.activities.need.outcome) : undefined,
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (create.pending || Object.values(problems).some(Boolean)) return
    const note = text.trim()
    const saved = await create.run({
      ...whom,
      kind,
      ...(isPlan
        ? { subject: note.split('\n')[0]?.slice(0, 200), note: note.split('\n').slice(1).join('\n') }
        : { note }),
      ...(isPlan && at ? { plannedAt: at } : {}),
      ...(!isPlan && otherTime && at ? { doneAt: at } : {}),
      ...(kind === 'call' && !isPlan && outcome ? { outcome } : {}),
    })
    if (saved) onClose()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit()
    else if (event.key === 'Escape' && text === '') onClose()
  }
  const pick = (next: ActivityKind) => {
    setKind(next)
    setTried(false)
  }

  return (
    <form className={classes.form} onSubmit={event => void submit(event)} onKeyDown={onKeyDown} noValidate>
      <div className={classes.kinds} role="radiogroup" aria-label={t($ => $.activities.composer.kinds)}>
        {activityKinds.map(one => (
          <Chip
            key={one}
            type="radio"
            size="sm"
            checked={kind === one}
            onChange={() => pick(one)}
            icon={<KindSign kind={one} size={13} />}
          >
            {t($ => $.activities.kind[one])}
          </Chip>
        ))}
      </div>
      {kind !== 'note' && kind !== 'task' && (
        <SegmentedControl
          size="xs"
          aria-label={t($ => $.activities.composer.mode)}
          value={planned ? 'planned' : 'done'}
          onChange={value => setPlanned(value === 'planned')}
          data={[
            { value: 'done', label: t($ => $.activities.composer.wasDone) },
            { value: 'planned', label: t($ => $.activities.composer.isPlanned) },
          ]}
        />
      )}
      {kind === 'call' && !isPlan && (
        <Select
          label={t($ => $.activities.field.outcome)}
          withAsterisk
          data={outcomes.map(one => ({ value: one, label: t($ => $.activities.outcome[one]) }))}
          value={outcome}
          onChange={value => setOutcome(Outcome.nullable().parse(value))}
          error={tried && problems.outcome}
        />
      )}
      <Textarea
        label={isPlan ? t($ => $.activities.field.subject) : t($ => $.activities.composer.text[kind])}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        autoFocus
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        error={tried && problems.text}
      />
      {(isPlan || otherTime) && (
        <MomentField
          key={String(isPlan)}
          label={isPlan ? t($ => $.activities.field.at) : t($ => $.activities.field.doneAt)}
          value={at}
          onChange={setAt}
          quick={isPlan}
          required={isPlan && kind !== 'task'}
          error={tried && problems.at}
        />
      )}
      <div className={classes.foot}>
        <span className={classes.hint}>{t($ => $.activities.composer.hint)}</span>
        {!isPlan && !otherTime && (
          <Button variant="subtle" size="compact-sm" onClick={() => setOtherTime(true)}>
            {t($ => $.activities.composer.otherTime)}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t($ => $.ui.act.cancel)}
        </Button>
        <Button type="submit" loading={create.pending}>
          {t($ => $.activities.composer.save)}
        </Button>
      </div>
    </form>
  )
}
