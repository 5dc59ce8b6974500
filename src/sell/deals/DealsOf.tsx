import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Money } from '../../ui/Money.tsx'
import { useMay } from '../../ui/me.tsx'
import classes from './DealPage.module.css'
import { OpenDealDialog } from './OpenDealDialog.tsx'
import { StateMark } from './StateMark.tsx'

type Props = { whom: { personId: number } | { companyId: number }; name: string }

/** The deals of a person or a company, open ones first, and the way to open one. */
export function DealsOf({ whom, name }: Props) {
  const { t, i18n } = useTranslation()
  const mayRead = useMay('deal.read')
  const mayWork = useMay('deal.work')
  const [opening, setOpening] = useState(false)
  const deals = useQuery({
    ...rpc.deals.list.queryOptions({ input: { ...whom, state: 'all', limit: 20, sort: 'opened' } }),
    enabled: mayRead,
  })
  if (!mayRead || !deals.data) return null
  const items = deals.data.items.toSorted((a, b) => Number(a.outcome !== null) - Number(b.outcome !== null))
  return (
    <section aria-label={t($ => $.deals.ofPerson)}>
      <div className={classes.line}>
        <h2 className={classes.heading}>{t($ => $.deals.ofPerson)}</h2>
        {mayWork && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setOpening(true)}
          >
            {t($ => $.deals.add)}
          </Button>
        )}
      </div>
      {items.length === 0 && <p className={classes.quiet}>{t($ => $.deals.noneOf)}</p>}
      <ul className={classes.deals}>
        {items.map(deal => (
          <li key={deal.id}>
            <div className={classes.line}>
              <Link to="/deals/$id" params={{ id: deal.id }}>
                {deal.title}
              </Link>
              <Money amount={deal.amount} earned={deal.outcome === 'won'} />
            </div>
            <div className={classes.line}>
              <span className={classes.quiet}>
                {i18n.language === 'en' ? deal.stage.en : deal.stage.ja} {deal.owner.name}
              </span>
              <StateMark deal={{ ...deal, reason: null }} />
            </div>
          </li>
        ))}
      </ul>
      <OpenDealDialog opened={opening} onClose={() => setOpening(false)} whom={{ ...whom, name }} />
    </section>
  )
}
