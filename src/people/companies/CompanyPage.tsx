import { SegmentedControl, Skeleton } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HistoryButton } from '../../office/journal/HistoryButton.tsx'
import { api, rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { Timeline } from '../../ui/Timeline.tsx'
import { AddPersonDialog } from '../persons/AddPersonDialog.tsx'
import { told, useEventSentence } from '../persons/eventSentence.tsx'
import { CompanyFacts } from './CompanyFacts.tsx'
import { CompanyLeads } from './CompanyLeads.tsx'
import { CompanyMarks } from './CompanyMarks.tsx'
import classes from './CompanyPage.module.css'
import { CompanyPeople } from './CompanyPeople.tsx'
import { CompanyTree } from './CompanyTree.tsx'

type Part = 'people' | 'timeline' | 'about'
const parts: readonly Part[] = ['people', 'timeline', 'about']

/** What other capabilities put onto the page of a company; the entrance passes it in. */
type Slot = (company: { id: number; name: string }) => ReactNode
export type CompanyPageSlots = { deals?: Slot; trade?: Slot }

/** A company: left who it is, in the middle what happened, right what is pursued, who works there, where it hangs. */
export function CompanyPage({ slots = {} }: { slots?: CompanyPageSlots }) {
  const id = useRowId()
  const { t } = useTranslation()
  const company = useQuery(rpc.companies.get.queryOptions({ input: { id } }))
  const mayRead = useMay('person.read')
  const mayAdd = useMay('person.edit')
  const [adding, setAdding] = useState(false)
  const [part, setPart] = useState<Part>('people')
  const crumbs = [{ label: t($ => $.companies.title), to: '/companies' }]
  if (company.isError) {
    return (
      <Page title={t($ => $.companies.title)} crumbs={crumbs}>
        <Problem error={company.error} onRetry={company.refetch} />
      </Page>
    )
  }
  if (!company.data) {
    return (
      <Page title=" " crumbs={crumbs}>
        <Skeleton height={320} />
      </Page>
    )
  }
  const { data } = company
  return (
    <Page
      title={data.name}
      crumbs={crumbs}
      sub={<CompanyMarks company={data} />}
      more={<HistoryButton companyId={data.id} />}
      {...(mayAdd
        ? { act: { label: t($ => $.persons.add.act), icon: IconUserPlus, onClick: () => setAdding(true), keys: 'c' } }
        : {})}
    >
      <div className={classes.page} data-part={part}>
        <div className={classes.switch}>
          <SegmentedControl
            fullWidth
            aria-label={t($ => $.companies.part.switch)}
            data={parts
              .filter(one => mayRead || one !== 'timeline')
              .map(one => ({ value: one, label: t($ => $.companies.part[one]) }))}
            value={part}
            onChange={value => setPart(parts.find(one => one === value) ?? 'people')}
          />
        </div>
        <div className={classes.about}>
          <CompanyFacts company={data} />
        </div>
        {mayRead && (
          <div className={classes.timeline}>
            <CompanyTimeline id={id} />
          </div>
        )}
        <div className={classes.people}>
          {slots.deals?.(data)}
          {slots.trade?.(data)}
          {mayRead && <CompanyLeads company={data} />}
          <CompanyPeople company={data} />
          <CompanyTree company={data} />
        </div>
      </div>
      <AddPersonDialog opened={adding} onClose={() => setAdding(false)} employer={{ id, name: data.name }} />
    </Page>
  )
}

function CompanyTimeline({ id }: { id: number }) {
  const { t } = useTranslation()
  const describe = useEventSentence('company')
  return (
    <Timeline
      queryKey={['timeline', 'company', id]}
      page={async (asked, signal) => {
        const page = await api.companies.timeline({ id, limit: 40, ...asked }, { signal })
        return { ...page, items: told(page.items) }
      }}
      groups={['contact', 'web', 'lead', 'trade', 'record']}
      describe={describe}
      empty={
        <Empty title={t($ => $.companies.timelineEmpty)} art="thread">
          {t($ => $.companies.timelineEmptyText)}
        </Empty>
      }
    />
  )
}
