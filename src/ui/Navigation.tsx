import { ActionIcon, Tooltip } from '@mantine/core'
import { type Icon, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { keyCaps, useKeys } from './keys.ts'
import classes from './Navigation.module.css'

export type NavigationItem = {
  to: string
  label: string
  icon: Icon
  /** The letter after `g`. */
  letter?: string
  /** How many wait there; shown when above zero. */
  waiting?: number
  /** Stands at the foot, apart from the funnel (settings). */
  foot?: boolean
  /** One of the four places of the phone's bottom bar. */
  thumb?: boolean
}

type Props = { items: readonly NavigationItem[]; narrow?: boolean; onNarrow?: () => void; onGo?: () => void }

export function Navigation({ items, narrow = false, onNarrow, onGo }: Props) {
  const { t } = useTranslation()
  const label = narrow ? t($ => $.ui.shell.expand) : t($ => $.ui.shell.collapse)
  return (
    <div className={classes.list} data-narrow={narrow || undefined}>
      {items.map(item => (
        <Place key={item.to} item={item} narrow={narrow} onGo={onGo} />
      ))}
      {onNarrow && (
        <ActionIcon className={classes.fold} onClick={onNarrow} aria-label={label} title={label}>
          {narrow ? <IconChevronsRight size={16} /> : <IconChevronsLeft size={16} />}
        </ActionIcon>
      )}
    </div>
  )
}

function Place({ item, narrow, onGo }: { item: NavigationItem; narrow: boolean; onGo?: () => void }) {
  const hint = item.letter ? `${item.label}　${keyCaps(`g ${item.letter}`).flat().join(' → ')}` : item.label
  return (
    <Tooltip label={hint} position="right" openDelay={narrow ? 100 : 900}>
      <Link
        to={item.to}
        className={classes.place}
        data-foot={item.foot || undefined}
        activeOptions={{ exact: item.to === '/' }}
        activeProps={{ 'aria-current': 'page' }}
        aria-label={narrow ? item.label : undefined}
        onClick={onGo}
      >
        <item.icon size={18} stroke={1.6} aria-hidden />
        {!narrow && <span className={classes.label}>{item.label}</span>}
        {!!item.waiting && <Waiting count={item.waiting} dot={narrow} />}
      </Link>
    </Tooltip>
  )
}

export function Waiting({ count, dot = false }: { count: number; dot?: boolean }) {
  return (
    <span className={classes.waiting} data-dot={dot || undefined}>
      {dot ? '' : count > 99 ? '99+' : count}
    </span>
  )
}

/** `g` and a letter, for every place that has one. */
export function useGoKeys(items: readonly NavigationItem[]): void {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useKeys(
    items.flatMap(item =>
      item.letter
        ? [
            {
              keys: `g ${item.letter}`,
              label: t($ => $.ui.keys.go, { place: item.label }),
              run: () => void navigate({ to: item.to }),
            },
          ]
        : [],
    ),
    'anywhere',
  )
}
