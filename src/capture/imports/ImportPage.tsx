import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { ImportDraft } from './ImportDraft.tsx'
import { ImportResult } from './ImportResult.tsx'
import { ImportRunning } from './ImportRunning.tsx'

/** One import, wherever it stands. It goes on without being watched, and is found here again. */
export function ImportPage() {
  const { t } = useTranslation()
  const id = useRowId()
  const found = useQuery({
    ...rpc.imports.get.queryOptions({ input: { id } }),
    refetchInterval: query =>
      query.state.data?.state === 'running' || query.state.data?.state === 'undoing' ? 700 : false,
  })
  if (!found.data) {
    return (
      <Page title={t($ => $.imports.title)} crumbs={[{ label: t($ => $.imports.title), to: '/imports' }]}>
        {found.isError ? <Problem error={found.error} onRetry={found.refetch} /> : <Skeleton height={320} />}
      </Page>
    )
  }
  const run = found.data
  if (run.state === 'draft') return <ImportDraft key={id} run={run} />
  if (run.state === 'running' || run.state === 'undoing') return <ImportRunning run={run} />
  return <ImportResult run={run} />
}
