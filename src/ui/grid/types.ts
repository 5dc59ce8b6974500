import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Choice, EditKind } from '../Editor.tsx'
import type { Value } from '../useSaves.ts'

export type GridColumn<Row> = {
  key: string
  label: string
  /** In px; people may drag it wider, and that is kept on their device. */
  width: number
  cell: (row: Row) => ReactNode
  /** The heading sorts; the server knows the key. `desc` where a first click should start with the latest or largest. */
  sort?: boolean | 'desc'
  align?: 'end'
  /** Not shown until somebody chooses it in the columns menu. */
  hidden?: boolean
  /** What becomes of it on the phone, where each row is a card; columns without it are left out there. */
  card?: 'title' | 'badge' | 'line'
  /** What stands there, where the cell would not be understood without its heading. */
  inCard?: (row: Row) => ReactNode
  edit?: GridEdit<Row>
}

export type GridEdit<Row> = {
  kind: EditKind
  value: (row: Row) => Value
  options?: readonly Choice[]
  /** Rows that this person may not change answer false. */
  may?: (row: Row) => boolean
}

/** One condition. Chips read it as a sentence, links carry it, the server is asked with it. */
export type Filter =
  | { key: string; op: 'has' | 'is'; value: string }
  | { key: string; op: 'in' | 'notIn'; value: readonly string[] }
  | { key: string; op: 'until' | 'from' | 'on'; value: string }
  | { key: string; op: 'atLeast' | 'atMost'; value: number }
  | { key: string; op: 'did' | 'didNot'; value: { what: string; days: number } }
  | { key: string; op: 'empty' | 'notEmpty' }

export type Operator = Filter['op']

/**
 * Days are YYYY-MM-DD, or relative, so that a saved view stays true tomorrow: `yesterday`, `today`, `tomorrow`, `weekEnd`,
 * `monthEnd`, `+7d`, `-30d`, and `now` for clocks. `did` within 0 days means ever.
 */

/** What can be filtered. `holder` is a choice among people and queues. `operators` narrows what the kind offers. */
export type FilterDefinition = {
  key: string
  label: string
  kind: 'text' | 'choice' | 'holder' | 'date' | 'number' | 'did'
  /** For choice and holder: the choices. For did: what can have been done. */
  options?: readonly Choice[]
  operators?: readonly Operator[]
  /** For date: times, not days, so that 「現在」 can be asked: what is overdue. */
  moment?: boolean
}

export type Sort = { key: string; desc: boolean }

/** What is asked of a list: it goes into the address, into saved views, and to the server. */
export type View = {
  filters: readonly Filter[]
  sort?: Sort
  text?: string
  /** Keys of the columns shown, in order; the columns' own order without it. */
  columns?: readonly string[]
}

export type SavedView = {
  id: number | string
  name: string
  view: View
  /** Comes with the product; cannot be renamed or removed. */
  fixed?: boolean
}

export type SavedViews = {
  list: readonly SavedView[]
  /** They are still being read. */
  waiting?: boolean
  /** Answers the id of the new view. */
  onSave: (name: string, view: View) => Promise<SavedView['id'] | undefined>
  onUpdate: (id: SavedView['id'], view: View) => unknown
  onRename: (id: SavedView['id'], name: string) => unknown
  onRemove: (id: SavedView['id']) => unknown
}

export type Asked = { filters: readonly Filter[]; sort: Sort | undefined; text: string }
export type PageAsked = Asked & { limit: number; offset: number; cursor?: string }
export type Answer<Row> = { items: readonly Row[]; nextCursor?: string | null }

export type GridSource<Row> = {
  /** Names what is read, for the cache: `['persons']`. Whatever changes what `page` would answer belongs here. */
  key: readonly unknown[]
  /**
   * Reads a page of 100. Every page but the last is full. With cursors, `nextCursor` leads on and null ends;
   * with `paging: 'offset'` a page that is not full ends, and the scroll bar spans the whole count from the start.
   */
  page: (asked: PageAsked, signal: AbortSignal) => Promise<Answer<Row>>
  /** How many match. First asked with `exact: false` (stop at some bound: 「1,000+」), then, if that was not exact, with true. */
  count?: (asked: Asked & { exact: boolean }, signal: AbortSignal) => Promise<{ count: number; exact: boolean }>
  paging?: 'cursor' | 'offset'
}

/** What bulk acts are given: some rows by id, or everything that matches, less a few. */
export type Selection =
  | { kind: 'some'; ids: readonly number[]; count: number }
  | { kind: 'all'; asked: Asked; except: readonly number[]; count: number | undefined }

export type BulkAct = {
  key: string
  label: string
  icon?: Icon
  /** The selection is cleared when this answers, unless it answers false. */
  run: (selection: Selection) => unknown
}

export type GridChange<Row> = { row: Row; key: string; value: Value; version?: number }
