import { Button, Chip, Group, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { viewPlace } from '../../ui/grid/useGridView.ts'
import { PersonName } from '../../ui/PersonName.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { StageBadge } from '../../ui/StageBadge.tsx'
import classes from './CompanyPage.module.css'
import { CompanyPart } from './CompanyPart.tsx'
import type { CompanyPage } from './companies.schema.ts'

const all = '*'

/** Who works there, by department, as far as the reader may see. */
export function CompanyPeople({ company }: { company: CompanyPage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [department, setDepartment] = useState(all)
  const filters =
    department === all
      ? []
      : department
        ? [{ key: 'department', op: 'in' as const, value: [department] }]
        : [{ key: 'department', op: 'empty' as const }]
  const people = useInfiniteQuery({
    queryKey: ['company people', company.id, department],
    queryFn: ({ pageParam, signal }) =>
      api.persons.list(
        { companyId: company.id, sort: 'name', limit: 20, filters, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor ?? undefined,
  })
  if (company.people === null) return null
  const shown = people.data?.pages.flatMap(page => page.items) ?? []
  return (
    <CompanyPart
      title={t($ => $.companies.people.title)}
      figure={t($ => $.companies.people.count, { count: company.people, figure: format.number(company.people) })}
      act={
        company.people > 0 && (
          <Link
            {...viewPlace('/leads', { filters: [{ key: 'company.name', op: 'is', value: company.name }] })}
            className={classes.more}
          >
            {t($ => $.companies.people.list)}
          </Link>
        )
      }
    >
      {company.departments.length > 1 && (
        <Group gap={6} mb={8} role="radiogroup" aria-label={t($ => $.persons.field.department)}>
          {[{ name: all, people: company.people }, ...company.departments.slice(0, 12)].map(one => (
            <Chip
              key={one.name ?? ''}
              type="radio"
              size="xs"
              variant="outline"
              checked={department === (one.name ?? '')}
              onChange={() => setDepartment(one.name ?? '')}
            >
              <span className={classes.department}>
                {one.name === all
                  ? t($ => $.companies.people.all)
                  : (one.name ?? t($ => $.companies.people.noDepartment))}
              </span>{' '}
              {format.number(one.people)}
            </Chip>
          ))}
        </Group>
      )}
      {people.isPending && <Skeleton height={72} />}
      {people.isError && <Problem error={people.error} onRetry={people.refetch} />}
      {people.isSuccess && shown.length === 0 && <p className={classes.quiet}>{t($ => $.companies.people.none)}</p>}
      <ul className={classes.list}>
        {shown.map(person => (
          <li key={person.id}>
            <div className={classes.who}>
              <Link to={`/persons/${person.id}`}>
                <PersonName familyName={person.familyName} givenName={person.givenName} />
              </Link>
              <span className={classes.quiet}>{[person.department, person.title].filter(Boolean).join(' ')}</span>
            </div>
            <div className={classes.where}>
              {person.stage && <StageBadge stage={person.stage} />}
              <span className={classes.quiet}>{person.holder?.name}</span>
            </div>
          </li>
        ))}
      </ul>
      {people.hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={people.isFetchingNextPage}
          onClick={() => void people.fetchNextPage()}
        >
          {t($ => $.companies.people.more)}
        </Button>
      )}
    </CompanyPart>
  )
}
