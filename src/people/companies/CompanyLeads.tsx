import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { LeadNext } from '../leads/LeadNext.tsx'
import type { Lead } from '../leads/leads.schema.ts'
import classes from './CompanyPage.module.css'
import { CompanyPart } from './CompanyPart.tsx'
import type { CompanyPage } from './companies.schema.ts'
import { NameDialog } from './NameDialog.tsx'

/** What is pursued with the company: with its people, or with itself while nobody there is known. */
export function CompanyLeads({ company }: { company: CompanyPage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayWork = useMay('lead.work')
  const leads = useQuery(rpc.leads.list.queryOptions({ input: { companyId: company.id, limit: 100 } }))
  const open = useAct(api.leads.create, { done: t($ => $.companies.leads.opened) })
  const [naming, setNaming] = useState<Lead>()
  const items = leads.data?.items ?? []
  const active = items.filter(lead => !lead.closedAt)
  const closed = items.filter(lead => lead.closedAt)
  const itsOwn = active.filter(lead => lead.personId === null)
  return (
    <CompanyPart
      title={t($ => $.companies.leads.title)}
      act={
        mayWork &&
        leads.isSuccess &&
        itsOwn.length === 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            mr={-8}
            leftSection={<IconPlus size={14} aria-hidden />}
            loading={open.pending}
            onClick={() => void open.run({ companyId: company.id })}
          >
            {t($ => $.companies.leads.open)}
          </Button>
        )
      }
    >
      {leads.isError && <Problem error={leads.error} onRetry={leads.refetch} />}
      {leads.isSuccess && items.length === 0 && <p className={classes.quiet}>{t($ => $.companies.leads.none)}</p>}
      {itsOwn.map(lead => (
        <div key={lead.id} className={classes.pursuit}>
          <p className={classes.of}>{t($ => $.companies.leads.ofCompany)}</p>
          <LeadNext lead={lead} />
          {mayWork && (
            <Button mt={8} size="compact-sm" variant="default" onClick={() => setNaming(lead)}>
              {t($ => $.companies.leads.name)}
            </Button>
          )}
        </div>
      ))}
      <Pursuits leads={active.filter(lead => lead.personId !== null)} />
      {closed.length > 0 && (
        <details className={classes.closed}>
          <summary>
            {t($ => $.companies.leads.more, { count: closed.length, figure: format.number(closed.length) })}
          </summary>
          <Pursuits leads={closed} />
        </details>
      )}
      {naming && <NameDialog lead={naming} company={company} onClose={() => setNaming(undefined)} />}
    </CompanyPart>
  )
}

const atFirst = 5

/** The most urgent ones first; the rest when somebody asks. */
function Pursuits({ leads }: { leads: readonly Lead[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const rest = all ? 0 : Math.max(0, leads.length - atFirst)
  return (
    <>
      <ul className={classes.list}>
        {leads.slice(0, leads.length - rest).map(lead => (
          <li key={lead.id}>
            <div className={classes.who}>
              {lead.personId ? (
                <Link to={`/persons/${lead.personId}`}>{lead.personName ?? t($ => $.ui.person.unknown)}</Link>
              ) : (
                t($ => $.companies.leads.ofCompany)
              )}
              <span className={classes.quiet}>{lead.holder?.name}</span>
            </div>
            <div className={classes.where}>
              <StageBadge stage={lead.stage} />
              {lead.clock && <ClockBadge due={lead.clock.at} />}
            </div>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {t($ => $.companies.leads.rest, { count: rest, figure: format.number(rest) })}
        </Button>
      )}
    </>
  )
}
