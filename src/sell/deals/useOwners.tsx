import { useQuery } from '@tanstack/react-query'
import { has } from '../../office/roles/rights.ts'
import { rpc } from '../../ui/api.ts'

/** Who can own deals, to choose from. */
export function useOwners(): { value: string; label: string }[] {
  const holders = useQuery(rpc.holders.list.queryOptions())
  return (holders.data?.items ?? [])
    .filter(one => one.kind === 'user' && has(one.roles, 'deal.work'))
    .map(one => ({ value: String(one.id), label: one.name }))
}
