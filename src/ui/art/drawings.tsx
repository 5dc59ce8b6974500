import type { ReactNode } from 'react'

const line = { stroke: 'var(--ui-line-strong)', strokeWidth: 2, strokeLinecap: 'round' } as const
const strong = {
  stroke: 'var(--ui-accent-line)',
  strokeWidth: 2.5,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const
const soft = 'var(--ui-accent-soft)'

function Frame({ children }: { children: ReactNode }) {
  return (
    <svg width="160" height="96" viewBox="0 0 160 96" fill="none" aria-hidden="true">
      {children}
    </svg>
  )
}

/** Rows with one picked out: lists of people, companies, things. */
function List() {
  return (
    <Frame>
      <rect x="20" y="12" width="120" height="72" rx="6" fill="var(--ui-surface)" {...line} />
      <rect x="21" y="40" width="118" height="18" fill={soft} />
      {[24, 49, 72].map((y, index) => (
        <g key={y}>
          <circle cx="36" cy={y} r="5" {...(index === 1 ? strong : line)} />
          <path d={`M50 ${y} H${index === 1 ? 96 : 84}`} {...(index === 1 ? strong : line)} />
          <path d={`M112 ${y} h16`} {...line} />
        </g>
      ))}
    </Frame>
  )
}

/** A sheet falling into a tray: bringing things in. */
function Sheet() {
  return (
    <Frame>
      <path d="M28 64 v14 a6 6 0 0 0 6 6 h92 a6 6 0 0 0 6 -6 v-14" {...line} />
      <rect x="52" y="8" width="56" height="48" rx="4" fill={soft} {...strong} />
      <path d="M52 22 H108 M52 36 H108 M72 8 V56" {...strong} strokeWidth={1.5} />
      <path d="M80 62 v14 m-7 -6 l7 7 l7 -7" {...strong} />
    </Frame>
  )
}

/** A handset and a row of ticks: the day's calls. */
function Calls() {
  return (
    <Frame>
      <path
        d="M38 26 c-4 4 -4 10 0 18 c6 12 14 20 26 26 c8 4 14 4 18 0 l4 -6 -14 -10 -8 4 c-6 -4 -10 -8 -14 -14 l4 -8 -10 -14 z"
        fill={soft}
        {...strong}
      />
      <path d="M100 26 h36 M100 46 h36 M100 66 h24" {...line} />
      <path d="M88 25 l3 3 l5 -6 M88 45 l3 3 l5 -6" {...strong} />
    </Frame>
  )
}

/** Dots along a thread: what has happened. */
function Thread() {
  return (
    <Frame>
      <path d="M44 8 V88" {...line} strokeDasharray="2 6" />
      {[20, 48, 76].map((y, index) => (
        <g key={y}>
          <circle
            cx="44"
            cy={y}
            r="6"
            fill={index === 0 ? soft : 'var(--ui-surface)'}
            {...(index === 0 ? strong : line)}
          />
          <path d={`M62 ${y} H${index === 0 ? 128 : 112}`} {...(index === 0 ? strong : line)} />
        </g>
      ))}
    </Frame>
  )
}

/** Two hands of the same knot: handing over. */
function Handover() {
  return (
    <Frame>
      <circle cx="36" cy="40" r="14" {...line} />
      <circle cx="124" cy="40" r="14" fill={soft} {...strong} />
      <path d="M16 84 c2 -16 38 -16 40 0" {...line} />
      <path d="M104 84 c2 -16 38 -16 40 0" {...strong} />
      <path d="M60 40 H98 m-8 -7 l8 7 l-8 7" {...strong} />
    </Frame>
  )
}

/** All ticked off: nothing left to do today. */
function Done() {
  return (
    <Frame>
      <circle cx="80" cy="48" r="32" fill={soft} {...strong} />
      <path d="M66 49 l10 10 l19 -21" {...strong} strokeWidth={4} />
      <path d="M24 48 h12 M124 48 h12" {...line} />
    </Frame>
  )
}

/** A building with lit windows: companies. */
function Building() {
  return (
    <Frame>
      <rect x="52" y="12" width="56" height="72" rx="3" fill={soft} {...strong} />
      {[26, 42, 58].map(y => (
        <path key={y} d={`M66 ${y} h8 M86 ${y} h8`} {...strong} />
      ))}
      <path d="M74 84 v-12 h12 v12" {...strong} />
      <path d="M20 84 H140" {...line} />
    </Frame>
  )
}

/** A month with one day marked: holidays, what is planned. */
function Calendar() {
  return (
    <Frame>
      <rect x="36" y="16" width="88" height="68" rx="6" fill="var(--ui-surface)" {...line} />
      <path d="M36 34 H124" {...line} />
      <path d="M56 10 V22 M104 10 V22" {...strong} />
      <path d="M52 47 h8 M76 47 h8 M100 47 h8 M52 68 h8 M100 68 h8" {...line} />
      <rect x="69" y="58" width="22" height="20" rx="4" fill={soft} {...strong} />
    </Frame>
  )
}

export const drawings = {
  list: List,
  sheet: Sheet,
  calls: Calls,
  thread: Thread,
  handover: Handover,
  done: Done,
  building: Building,
  calendar: Calendar,
}
