import { Button, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChangedFields } from '../../office/journal/ChangedFields.tsx'
import { useJournalNames } from '../../office/journal/useValueText.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import classes from './Merge.module.css'
import type { Merge, Undecided } from './merge.schema.ts'

type Whose = 'keep' | 'absorb'
const keyOf = (one: Undecided) => `${one.table} ${one.id} ${one.field ?? ''}`

/** What an un-merge could not know: whose is what came or was changed after the merge? */
export function MergeLeft({ merge, names }: { merge: Merge; names: { keep: string; absorbed: string } }) {
  const { t } = useTranslation()
  const format = useFormat()
  const journal = useJournalNames()
  const [chosen, setChosen] = useState<ReadonlyMap<string, Whose>>(new Map())
  const save = useAct(api.merges.undo, { done: t($ => $.merge.left.saved) })
  const decidable = merge.left.filter(one => one.why !== 'refused')
  const whose = (one: Undecided) => chosen.get(keyOf(one)) ?? one.with
  const decide = () =>
    save.run({
      id: merge.id,
      choices: decidable.map(one => ({ table: one.table, id: one.id, field: one.field, with: whose(one) })),
    })
  return (
    <div className={classes.left}>
      <p className={classes.leftTitle}>
        {t($ => $.merge.left.title, { count: merge.left.length, figure: format.number(merge.left.length) })}
      </p>
      <Text size="sm" c="dimmed" className="ui-prose">
        {t($ => $.merge.left.intro)}
      </Text>
      <dl className={classes.who}>
        <div>
          <dt>{t($ => $.merge.left.keep)}</dt>
          <dd>{[names.keep, merge.keep.email].filter(Boolean).join('　')}</dd>
        </div>
        <div>
          <dt>{t($ => $.merge.left.absorb)}</dt>
          <dd>{[names.absorbed, merge.absorbed.email].filter(Boolean).join('　')}</dd>
        </div>
      </dl>
      <ul>
        {merge.left.map(one => {
          const what = one.field ? journal.field(one.field) : `${t($ => $.merge.table[one.table])} ${one.name ?? ''}`
          return (
            <li key={keyOf(one)}>
              <div className={classes.leftWhat}>
                <div>
                  <span className="ui-quiet">{t($ => $.merge.left[one.why])}</span>
                  <div className={classes.name}>{what}</div>
                </div>
                {one.why !== 'refused' && (
                  <SegmentedControl
                    size="xs"
                    aria-label={t($ => $.merge.left.whose, { what })}
                    value={whose(one)}
                    onChange={value => setChosen(new Map(chosen).set(keyOf(one), value as Whose))}
                    data={[
                      { value: 'keep', label: t($ => $.merge.left.keep) },
                      { value: 'absorb', label: t($ => $.merge.left.absorb) },
                    ]}
                  />
                )}
              </div>
              <ChangedFields table={one.table} fields={shownFields(one)} />
            </li>
          )
        })}
      </ul>
      {decidable.length > 0 && (
        <Button loading={save.pending} onClick={() => void decide()}>
          {t($ => $.merge.left.save)}
        </Button>
      )}
    </div>
  )
}

/** What came later, as it is; what was edited, as the merge left it and as it is now; what could not go back, as it was. */
function shownFields({ why, fields }: Undecided) {
  if (why === 'later') return fields.map(f => ({ field: f.field, was: f.is, made: f.is }))
  if (why === 'refused') return fields.map(f => ({ field: f.field, was: f.was, made: f.was }))
  return fields
    .map(f => ({ field: f.field, was: f.made, made: f.is }))
    .filter(f => JSON.stringify(f.was) !== JSON.stringify(f.made))
}
