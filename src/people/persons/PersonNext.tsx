import { Button, Skeleton, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { useMay } from '../../ui/me.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { LeadButtons } from '../leads/LeadButtons.tsx'
import classes from '../leads/LeadNext.module.css'
import { LeadNext } from '../leads/LeadNext.tsx'
import type { Lead } from '../leads/leads.schema.ts'
import type { PersonRow } from './persons.schema.ts'

type Props = { person: Pick<PersonRow, 'id' | 'stage'>; withKeys?: boolean; withoutPlan?: boolean }

/** What comes next with somebody: their open leads first, and how earlier ones ended. */
export function PersonNext({ person, withKeys = false, withoutPlan = false }: Props) {
  const { t } = useTranslation()
  const mayWork = useMay('lead.work')
  const leads = useQuery({
    ...rpc.leads.list.queryOptions({ input: { personId: person.id, limit: 50 } }),
    meta: { personIds: [person.id] },
  })
  const create = useAct(api.leads.create, { done: t($ => $.leads.next.opened) })
  if (leads.isError) return <Problem error={leads.error} onRetry={leads.refetch} />
  const all = leads.data?.items ?? []
  const open = all.filter(lead => lead.closedAt === null)
  const closed = all.filter(lead => lead.closedAt !== null)
  const reopenable = closed.find(lead => lead.stage === 'disqualified')
  return (
    <>
      {leads.isPending && <Bones />}
      {open.map(lead => (
        <LeadNext
          key={lead.id}
          lead={lead}
          withKeys={withKeys && lead === open[0]}
          withLine={open.length > 1}
          withoutPlan={withoutPlan}
        />
      ))}
      {leads.isSuccess && open.length === 0 && (
        <div className={classes.lead}>
          {person.stage && (
            <div className={classes.line}>
              <StageBadge stage={person.stage} />
            </div>
          )}
          <Text size="sm" c="dimmed" className="ui-prose">
            {t($ => $.leads.next.noLead)}
          </Text>
          {reopenable ? (
            <LeadButtons lead={reopenable} />
          ) : (
            mayWork && (
              <div>
                <Button
                  variant="default"
                  leftSection={<IconPlus size={16} aria-hidden />}
                  loading={create.pending}
                  onClick={() => void create.run({ personId: person.id })}
                >
                  {t($ => $.leads.next.openNew)}
                </Button>
              </div>
            )
          )}
        </div>
      )}
      {closed.length > 0 && <Closed leads={closed} />}
    </>
  )
}

function Bones() {
  return (
    <div className={classes.bones} aria-hidden>
      <Skeleton height={20} width="60%" />
      <Skeleton height={12} width="80%" />
      <Skeleton height={36} width="45%" />
    </div>
  )
}

function Closed({ leads }: { leads: readonly Lead[] }) {
  const { t, i18n } = useTranslation()
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {t($ => $.leads.next.others)}
      </Text>
      <ul className={classes.others}>
        {leads.map(lead => (
          <li key={lead.id}>
            <span>
              <StageBadge stage={lead.stage} />{' '}
              {lead.reason && (i18n.language === 'en' ? lead.reason.en : lead.reason.ja)}
            </span>
            <DateText value={lead.closedAt} as="date" />
          </li>
        ))}
      </ul>
    </div>
  )
}
