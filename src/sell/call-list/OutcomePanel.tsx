import { Button, UnstyledButton } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useKeys } from '../../ui/keys.ts'
import { useMe } from '../../ui/me.tsx'
import { now } from '../../ui/now.ts'
import { type Outcome, outcomes } from '../activities/activities.schema.ts'
import { useWhen } from '../activities/when.tsx'
import type { CallResult, CallScreen } from './call-list.schema.ts'
import { type Given, OutcomeFields } from './OutcomeFields.tsx'
import classes from './OutcomePanel.module.css'

/** Nobody answered so many times in a row: giving back is suggested with the next. */
const absencesUntilReturn = 5

/** What came of the call: a key, at most three fields, Enter. */
export function OutcomePanel({ screen, onSaved }: { screen: CallScreen; onSaved: () => void }) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<Outcome>()
  const [given, setGiven] = useState<Given>({ note: '', at: null })
  const [tried, setTried] = useState(false)
  const done = useSentence(given)
  const save = useAct(api.calls.save, {
    done,
    undo: ({ operationId }) => (operationId ? api.journal.undo({ id: operationId }) : Promise.resolve()),
  })
  const pick = (next: Outcome, more: Partial<Given> = {}) => {
    setOutcome(next)
    setGiven({ ...given, at: null, ...more })
    setTried(false)
  }
  useKeys(
    outcomes.map((one, index) => ({
      keys: String(index + 1),
      label: t($ => $.activities.outcome[one]),
      run: () => pick(one),
    })),
  )
  const problems = outcome ? lacking(outcome, given) : {}

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!outcome || save.pending || Object.keys(problems).length > 0) return
    const { note, at, to, reason, until } = given
    const saved = await save.run({
      leadId: screen.item.leadId,
      outcome,
      version: screen.item.version,
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(at ? { at } : {}),
      ...(outcome === 'appointment' && to ? { to } : {}),
      ...(outcome === 'refused' ? { reason, ...(until ? { until } : {}) } : {}),
    })
    if (saved) onSaved()
  }

  return (
    <section className={classes.panel}>
      <div className={classes.title} id="outcome">
        {t($ => $.calls.form.title)}
      </div>
      <div className={classes.outcomes} role="radiogroup" aria-labelledby="outcome">
        {outcomes.map((one, index) => (
          <UnstyledButton
            key={one}
            role="radio"
            aria-checked={outcome === one}
            aria-keyshortcuts={String(index + 1)}
            className={classes.one}
            onClick={() => pick(one)}
          >
            <span className={classes.key} aria-hidden>
              {index + 1}
            </span>
            {t($ => $.activities.outcome[one])}
          </UnstyledButton>
        ))}
      </div>
      {outcome && (
        <form className={classes.form} onSubmit={event => void submit(event)} noValidate>
          <Foretold screen={screen} outcome={outcome} onGiveBack={() => pick('refused', { code: 'unreachable' })} />
          <OutcomeFields
            key={outcome}
            outcome={outcome}
            screen={screen}
            given={given}
            onGiven={more => setGiven({ ...given, ...more })}
            problems={tried ? problems : {}}
          />
          <Button type="submit" loading={save.pending} fullWidth size="md">
            {t($ => $.calls.form.save)}
          </Button>
        </form>
      )}
      <div className={classes.keys}>{t($ => $.calls.form.keys)}</div>
    </section>
  )
}

export type Lacks = Partial<
  Record<'at' | 'to' | 'reason' | 'until', 'needTime' | 'past' | 'needTo' | 'needReason' | 'needUntil'>
>

/** What the server would refuse is said before it is sent. */
function lacking(outcome: Outcome, { at, to, reason, needsUntil, until }: Given): Lacks {
  const appointed = outcome === 'recall' || outcome === 'appointment'
  return {
    ...(appointed && !at ? { at: 'needTime' as const } : at && at <= now() ? { at: 'past' as const } : {}),
    ...(outcome === 'appointment' && !to ? { to: 'needTo' as const } : {}),
    ...(outcome === 'refused' && !reason ? { reason: 'needReason' as const } : {}),
    ...(outcome === 'refused' && needsUntil && !until ? { until: 'needUntil' as const } : {}),
  }
}

/** What saving will do, said before. */
function Foretold({ screen, outcome, onGiveBack }: { screen: CallScreen; outcome: Outcome; onGiveBack: () => void }) {
  const { t } = useTranslation()
  const when = useWhen()
  const inARow = screen.absences + 1
  if (outcome === 'blocked') {
    return <div className={classes.says}>{t($ => $.calls.form.blocked, { when: when(screen.again.blocked) })}</div>
  }
  if (outcome !== 'absent') return null
  return (
    <>
      <div className={classes.says}>{t($ => $.calls.form.absent, { when: when(screen.again.absent) })}</div>
      {inARow >= absencesUntilReturn && (
        <div className={classes.warns}>
          {t($ => $.calls.form.again, { count: inARow })}
          <Button size="compact-sm" variant="default" onClick={onGiveBack}>
            {t($ => $.calls.form.giveBack)}
          </Button>
        </div>
      )}
    </>
  )
}

function useSentence({ to, toName = '', toQueue }: Given): (result: CallResult) => string {
  const { t } = useTranslation()
  const when = useWhen()
  const me = useMe()
  return ({ outcome, stage, again }) => {
    if (stage === 'recycled') return t($ => $.calls.saved.recycled)
    if (stage === 'disqualified') return t($ => $.calls.saved.disqualified)
    if (outcome === 'appointment') {
      if (to === me.id) return t($ => $.calls.saved.kept)
      return t($ => (toQueue ? $.calls.saved.appointmentQueue : $.calls.saved.appointment), { to: toName })
    }
    return t($ => $.calls.saved.again, {
      outcome: t($ => $.activities.outcome[outcome]),
      when: again ? when(again) : '',
    })
  }
}
