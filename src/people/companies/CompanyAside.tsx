import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { rpc } from '../../ui/api.ts'
import { Problem } from '../../ui/Problem.tsx'
import { CompanyFacts } from './CompanyFacts.tsx'
import { CompanyLeads } from './CompanyLeads.tsx'
import { CompanyMarks } from './CompanyMarks.tsx'
import classes from './CompanyPage.module.css'
import { CompanyPeople } from './CompanyPeople.tsx'

/** One company beside the list. */
export function CompanyAside({ id }: { id: number }) {
  const company = useQuery(rpc.companies.get.queryOptions({ input: { id } }))
  if (company.isError) return <Problem error={company.error} onRetry={company.refetch} />
  if (!company.data) return <Skeleton height={240} />
  return (
    <div className={classes.beside}>
      <h2 className={classes.name}>
        <Link to={`/companies/${id}`}>{company.data.name}</Link>
      </h2>
      <CompanyMarks company={company.data} />
      <CompanyLeads company={company.data} />
      <CompanyPeople company={company.data} />
      <CompanyFacts company={company.data} />
    </div>
  )
}
