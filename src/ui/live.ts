import { useEffect, useEffectEvent } from 'react'
import { queries } from './queries.ts'
import { isRecord } from './stale.ts'

/**
 * What the server tells while a page is open. A change reads the screen again, at most every 1.5 seconds;
 * a query with `meta: { personIds: [7] }` is read again only when one of these people was touched.
 */
export type LiveMessage = { type: 'changed'; personIds: number[]; kinds: string[] } | { type: 'notification' }

const breath = 1500

export function useLive(onNotification: () => void): void {
  const tell = useEffectEvent(onNotification)
  useEffect(() => {
    const touched = new Set<number>()
    let everybody = false
    let pending: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let source: EventSource | undefined
    let broke = false

    const read = () => {
      pending = undefined
      const ids = new Set(touched)
      const all = everybody
      touched.clear()
      everybody = false
      void queries.invalidateQueries({ predicate: query => all || concerns(query.meta?.personIds, ids) })
    }
    const readSoon = () => {
      pending ??= setTimeout(read, breath)
    }
    const open = () => {
      source = new EventSource('/live', { withCredentials: true })
      source.addEventListener('open', () => {
        // What happened while the line was down was not heard.
        if (broke) everybody = true
        if (broke) readSoon()
        broke = false
      })
      source.addEventListener('message', event => {
        const message = parse(event.data)
        if (message?.type === 'notification') tell()
        if (message?.type !== 'changed') return
        for (const id of message.personIds) touched.add(id)
        readSoon()
      })
      source.addEventListener('error', () => {
        broke = true
        // The browser reconnects by itself unless the answer was an error status.
        if (source?.readyState !== EventSource.CLOSED) return
        again = setTimeout(open, 3000)
      })
    }
    open()
    return () => {
      source?.close()
      clearTimeout(pending)
      clearTimeout(again)
    }
  }, [])
}

function concerns(asked: unknown, touched: Set<number>): boolean {
  if (!Array.isArray(asked)) return true
  return asked.some(id => typeof id === 'number' && touched.has(id))
}

function parse(data: unknown): LiveMessage | undefined {
  if (typeof data !== 'string') return undefined
  const value: unknown = JSON.parse(data)
  if (!isRecord(value)) return undefined
  if (value.type === 'notification') return { type: 'notification' }
  if (value.type !== 'changed') return undefined
  const personIds = Array.isArray(value.personIds) ? value.personIds.filter(id => typeof id === 'number') : []
  const kinds = Array.isArray(value.kinds) ? value.kinds.filter(kind => typeof kind === 'string') : []
  return { type: 'changed', personIds, kinds }
}
