import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer, Asked, GridSource } from './types.ts'

export const pageSize = 100
/** Rows below and above the visible ones that are read ahead. */
const ahead = 40

type Extent = { shape: string; rows: number; more: boolean }

export type Rows<Row> = {
  /** How many rows there are to scroll through; with cursors one page more than has been read. */
  length: number
  at: (index: number) => Row | undefined
  /** The rows of the former question still stand while the new one is being answered. */
  changing: boolean
  waiting: boolean
  error: unknown
  retry: () => void
  count: { count: number; exact: boolean } | undefined
}

/**
 * Rows for the visible part of a list of any length. Pages live in the query cache, so only what is on the screen is
 * read again after a change, and coming back to a list finds it where it was.
 */
export function useRows<Row>(
  source: GridSource<Row>,
  asked: Asked,
  visible: { first: number; last: number },
): Rows<Row> {
  const client = useQueryClient()
  const list = [...source.key, 'rows', asked] as const
  const shape = JSON.stringify(list)
  const byOffset = source.paging === 'offset'
  const first = useQuery({ ...pageOptions(client, source, asked, 0), placeholderData: keepPreviousData })
  const count = useCount(source, asked)
  const [extent, setExtent] = useState<Extent>({ shape, rows: 0, more: true })

  const from = Math.max(1, Math.floor((visible.first - ahead) / pageSize))
  const to = Math.max(0, Math.floor((visible.last + ahead) / pageSize))
  const settled = extent.shape === shape && extent.rows > 0
  const reach = Math.min(to, settled ? Math.floor((extent.rows - (extent.more ? 0 : 1)) / pageSize) : 0)
  const numbers = Array.from({ length: Math.max(0, reach - from + 1) }, (_, index) => from + index)
  const others = useQueries({ queries: numbers.map(number => pageOptions(client, source, asked, number)) })

  const pages = new Map<number, Answer<Row>>()
  if (first.data) pages.set(0, first.data)
  for (const [index, number] of numbers.entries()) {
    const data = others[index]?.data
    if (data) pages.set(number, data)
  }

  const next = extentOf(shape, pages, first.isPlaceholderData, byOffset ? count?.count : undefined, extent)
  if (next.shape !== extent.shape || next.rows !== extent.rows || next.more !== extent.more) setExtent(next)

  const failed = [first, ...others].find(one => one.isError)
  return {
    length: first.isError && !first.data ? 0 : next.rows + (next.more ? growth(next.rows, count) : 0),
    at: index => pages.get(Math.floor(index / pageSize))?.items[index % pageSize],
    changing: first.isPlaceholderData,
    waiting: first.isPending,
    error: failed?.error,
    retry: () => void [first, ...others].filter(one => one.isError).map(one => one.refetch()),
    count: first.isPlaceholderData ? undefined : (count ?? plainCount(next)),
  }
}

function pageOptions<Row>(client: QueryClient, source: GridSource<Row>, asked: Asked, number: number) {
  const key = [...source.key, 'rows', asked, number]
  return queryOptions({
    queryKey: key,
    queryFn: async ({ signal }): Promise<Answer<Row>> => {
      const place = { ...asked, limit: pageSize, offset: number * pageSize }
      if (number === 0 || source.paging === 'offset') return settle(client, key, await source.page(place, signal))
      const before = await client.ensureQueryData(pageOptions(client, source, asked, number - 1))
      if (!before.nextCursor) return { items: [], nextCursor: null }
      return settle(client, key, await source.page({ ...place, cursor: before.nextCursor }, signal))
    },
  })
}

/** When a page now ends elsewhere than before, the one after it no longer fits and is read anew. */
function settle<Row>(client: QueryClient, key: readonly unknown[], answer: Answer<Row>): Answer<Row> {
  const before = client.getQueryData<Answer<Row>>(key)
  const number = Number(key.at(-1))
  if (before && before.nextCursor !== answer.nextCursor) {
    void client.invalidateQueries({ queryKey: [...key.slice(0, -1), number + 1], exact: true })
  }
  return answer
}

function extentOf<Row>(
  shape: string,
  pages: Map<number, Answer<Row>>,
  old: boolean,
  count: number | undefined,
  before: Extent,
): Extent {
  if (old) return before
  let { rows, more } = before.shape === shape ? before : { rows: 0, more: true }
  for (const [number, page] of pages) {
    const end = number * pageSize + page.items.length
    const last = page.nextCursor === undefined ? page.items.length < pageSize : page.nextCursor === null
    if (last || end > rows) {
      rows = end
      more = !last
    }
  }
  return { shape, rows: Math.max(rows, more ? (count ?? 0) : 0), more }
}

function growth(rows: number, count: { count: number; exact: boolean } | undefined): number {
  if (!count?.exact) return pageSize
  return Math.max(0, Math.min(pageSize, count.count - rows))
}

function plainCount(extent: Extent) {
  return extent.more ? undefined : { count: extent.rows, exact: true }
}

/** A bounded count at once, the exact one after. */
function useCount<Row>(source: GridSource<Row>, asked: Asked): { count: number; exact: boolean } | undefined {
  const ask = (exact: boolean) => ({
    queryKey: [...source.key, 'count', { filters: asked.filters, text: asked.text }, exact],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      source.count?.({ ...asked, exact }, signal) ?? Promise.resolve(null),
  })
  const quick = useQuery({ ...ask(false), enabled: source.count !== undefined })
  const exact = useQuery({ ...ask(true), enabled: quick.data?.exact === false })
  return (quick.data?.exact === false ? exact.data : undefined) ?? quick.data ?? undefined
}
