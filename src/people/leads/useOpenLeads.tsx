import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { rpc } from '../../ui/api.ts'
import type { OpenLeads, Picked } from './leads.schema.ts'

/** The open leads of people who were picked, as they were when the dialog opened: what is done in it changes them. */
export function useOpenLeads(picked: Picked) {
  const [found, setFound] = useState<z.infer<typeof OpenLeads>>()
  const query = useQuery({
    ...rpc.leads.ofPeople.queryOptions({ input: picked, staleTime: 0 }),
    enabled: found === undefined,
  })
  if (!found && query.data && !query.isFetching) setFound(query.data)
  return { found, error: found ? undefined : query.error, retry: query.refetch }
}
