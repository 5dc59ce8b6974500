import { StageBadge } from '../../ui/StageBadge.tsx'
import classes from './CompanyPage.module.css'
import type { CompanyRow } from './companies.schema.ts'
import { KindBadge } from './KindBadge.tsx'

/** What one sees of a company at a glance: kind, customer or not, trade and place. */
export function CompanyMarks({ company }: { company: CompanyRow }) {
  return (
    <div className={classes.marks}>
      <KindBadge kind={company.kind} />
      {company.customerSince && <StageBadge stage="customer" />}
      <span className={classes.quiet}>{[company.industry, company.prefecture].filter(Boolean).join(' · ')}</span>
    </div>
  )
}
