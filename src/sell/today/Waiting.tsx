import { Anchor, Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { later } from '../../ui/later.tsx'
import { useMe } from '../../ui/me.tsx'
import classes from './TodayPage.module.css'
import type { Today } from './today.schema.ts'
import { Who } from './Who.tsx'

const ReturnDialog = later(async () => (await import('./ReturnDialog.tsx')).ReturnDialog)

type Offer = Today['offers'][number]

const shown = 6
const takeBack = ({ operationId }: { operationId: number | null }) =>
  operationId ? api.journal.undo({ id: operationId }) : Promise.resolve(undefined)

/** What is offered to whoever sits here: answered in place. */
export function Waiting({ offers, total }: { offers: readonly Offer[]; total: number }) {
  const { t } = useTranslation()
  const me = useMe()
  const [returning, setReturning] = useState<Offer>()
  const accept = useAct(api.offers.accept, { done: t($ => $.today.accepted), undo: takeBack })
  const giveBack = useAct(api.offers.return, { done: t($ => $.today.returned), undo: takeBack })
  return (
    <section className={classes.card}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t($ => $.today.offers)}</h2>
        {total > shown && (
          <Anchor component={Link} to="/offers" size="sm">
            {t($ => $.today.all)}
          </Anchor>
        )}
      </div>
      {offers.length === 0 && <Text c="dimmed">{t($ => $.today.offersNone)}</Text>}
      <ul className={classes.list}>
        {offers.slice(0, shown).map(one => (
          <li key={one.id} className={classes.row}>
            <Who {...one} />
            <ClockBadge due={one.clockAt} />
            <Group gap={6} wrap="nowrap" className={classes.answer}>
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconCheck size={14} aria-hidden />}
                disabled={accept.pending}
                onClick={() => void accept.run({ id: one.id })}
              >
                {t($ => $.today.accept)}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconArrowBackUp size={14} aria-hidden />}
                onClick={() => setReturning(one)}
              >
                {t($ => $.today.return)}
              </Button>
            </Group>
            <div className={classes.note}>
              {one.note}
              <span className={classes.small}>
                {one.note && '　'}
                {one.woke ? t($ => $.today.woke) : t($ => $.today.from, { name: one.from })}
                {one.to.kind === 'queue'
                  ? `・${t($ => $.today.forQueue, { name: one.to.name })}`
                  : one.to.id === me.id
                    ? ''
                    : `・${t($ => $.today.forOther, { name: one.to.name })}`}
              </span>
            </div>
          </li>
        ))}
      </ul>
      <ReturnDialog
        opened={returning !== undefined}
        onClose={() => setReturning(undefined)}
        onSave={async why => {
          if (!returning) return
          const done = await giveBack.run({ id: returning.id, ...why })
          if (done) setReturning(undefined)
        }}
      />
    </section>
  )
}
