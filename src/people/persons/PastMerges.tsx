import { Badge, Button } from '@mantine/core'
import { IconArrowsSplit } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { useMay } from '../../ui/me.tsx'
import classes from './Merge.module.css'
import { MergeLeft } from './MergeLeft.tsx'
import type { Merge } from './merge.schema.ts'

/** The merges that somebody is part of: each can be taken back; what is left to decide then stands right there. */
export function PastMerges({ personId }: { personId: number }) {
  const { t } = useTranslation()
  const found = useQuery(rpc.persons.merges.queryOptions({ input: { id: personId } }))
  if (!found.data || found.data.length === 0) return null
  return (
    <section className={classes.past} aria-label={t($ => $.merge.past)}>
      <h2 className={classes.heading}>{t($ => $.merge.past)}</h2>
      <ul>
        {found.data.map(merge => (
          <Past key={merge.id} merge={merge} />
        ))}
      </ul>
    </section>
  )
}

function Past({ merge }: { merge: Merge }) {
  const { t } = useTranslation()
  const mayMerge = useMay('person.merge')
  const separate = useAct(api.merges.undo, { done: t($ => $.merge.separatedDone) })
  const unknown = t($ => $.ui.person.unknown)
  const names = { keep: merge.keep.name || unknown, absorbed: merge.absorbed.name || unknown }
  return (
    <li>
      <div className={classes.pastLine}>
        <div>
          <div>
            {t($ => $.merge.pastLine, names)}{' '}
            {merge.undoneAt && (
              <Badge tt="none" variant="light" color="gray">
                {t($ => $.merge.separated)}
              </Badge>
            )}
          </div>
          <div className="ui-quiet">
            <DateText value={merge.mergedAt} as="dateTime" /> {merge.by?.name}
            {merge.absorbed.email && `　${merge.absorbed.email}`}
          </div>
        </div>
        {!merge.undoneAt && mayMerge && (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconArrowsSplit size={15} aria-hidden />}
            loading={separate.pending}
            onClick={() => void separate.run({ id: merge.id })}
          >
            {t($ => $.merge.separate)}
          </Button>
        )}
      </div>
      {merge.left.length > 0 && mayMerge && <MergeLeft merge={merge} names={names} />}
    </li>
  )
}
