import type { Icon } from '@tabler/icons-react'
import type { RouteComponent } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { api } from '../../ui/api.ts'
import type { Right } from '../roles/rights.ts'

/** A word or two in the language of the screen: `t => t($ => $.leads.title)`. */
export type Label = (t: TFunction) => string

/** A screen whose code comes when it is first wanted: `screen(() => import('./x/XPage.tsx'), 'XPage')`. */
export type LazyPage = RouteComponent

/** What today asks of somebody, in figures. */
type Counts = Awaited<ReturnType<typeof api.today.get>>['counts']

/** A page of somebody who is signed in: its address, the screen, the right it takes, its place in the navigation. */
export type PageLine = {
  /** A number in it is read with `useRowId()`: `/persons/$id`. */
  at: string
  page: LazyPage
  right: Right
  nav?: {
    label: Label
    icon: Icon
    /** The letter after `g`. */
    letter?: string
    /** Stands at the foot, apart from the funnel. */
    foot?: boolean
    /** One of the four places of the phone's bottom bar. */
    thumb?: boolean
    /** How many wait there for whoever sits here. */
    waiting?: (counts: Counts) => number
  }
}

/** A part of the settings, in the list of all parts if it has a label. */
export type SectionLine = { at: string; page: LazyPage; right: Right } & (
  | { label: Label; icon: Icon; group: SectionGroup }
  | { label?: never }
)
export type SectionGroup = 'own' | 'company' | 'people' | 'connections'

/** Something ⌘K can do: it goes to an address, which may carry what is asked of the page there (`/persons?create=true`). */
export type CommandLine = { label: Label; to: string; right: Right; icon: Icon; also?: string; keys?: string }

export type Table = {
  open: readonly { at: string; page: LazyPage }[]
  pages: readonly PageLine[]
  settings: readonly SectionLine[]
  commands: readonly CommandLine[]
}
