import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { StageBadge } from '../../ui/StageBadge.tsx'
import classes from './Colleagues.module.css'
import type { CallScreen } from './call-list.schema.ts'

type Colleague = CallScreen['colleagues'][number]

/** Whom one knows at the same company, and how it went with them last. */
export function Colleagues({ company, colleagues }: { company: string; colleagues: readonly Colleague[] }) {
  const { t } = useTranslation()
  return (
    <section className={classes.card}>
      <Text fw={600}>{t($ => $.calls.colleagues, { company })}</Text>
      <ul className={classes.list}>
        {colleagues.map(one => (
          <One key={one.personId} colleague={one} />
        ))}
      </ul>
    </section>
  )
}

function One({
  colleague: { personId, name, department, title, stage, holder, lastContact },
}: {
  colleague: Colleague
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const what =
    lastContact &&
    t($ => (lastContact.outcome ? $.activities.outcome[lastContact.outcome] : $.activities.kind[lastContact.kind]))
  return (
    <li className={classes.one}>
      <span className={classes.who}>
        <Anchor component={Link} to={`/persons/${personId}`} size="sm" underline="always">
          {name || t($ => $.ui.person.unknown)}
        </Anchor>{' '}
        {[department, title].filter(Boolean).join(' ')}
      </span>
      <span className={classes.last}>
        {lastContact && what
          ? t($ => $.calls.lastContact, { when: format.short(lastContact.at), what, by: lastContact.by })
          : t($ => $.calls.noContact)}
      </span>
      {stage && (
        <span>
          <StageBadge stage={stage} />{' '}
          {holder && (
            <span className="ui-quiet">
              {t($ => (holder.kind === 'queue' ? $.calls.heldByQueue : $.calls.heldBy), { name: holder.name })}
            </span>
          )}
        </span>
      )}
      {lastContact?.note && <span className={classes.note}>{lastContact.note}</span>}
    </li>
  )
}
