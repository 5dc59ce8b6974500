import { Button, Tabs, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from './format.ts'
import { useKeys } from './keys.ts'
import classes from './Page.module.css'

export type PrimaryAct = {
  /** A verb: 「リードを追加」. */
  label: string
  icon?: Icon
  onClick: () => unknown
  loading?: boolean
  disabled?: boolean
  /** A shortcut, usually `c` where it creates. */
  keys?: string
}

export type PageTab = { value: string; label: string; count?: number }

type Props = {
  title: string
  /** A word or two beside the title: a count, a badge. */
  aside?: ReactNode
  /** One line under the title. */
  sub?: ReactNode
  /** Where this page hangs: 「リード」 above a person's name. */
  crumbs?: readonly { label: string; to: string }[]
  /** The one primary act of the page. */
  act?: PrimaryAct
  /** Quieter acts to its left. */
  more?: ReactNode
  tabs?: readonly PageTab[]
  tab?: string
  onTab?: (value: string) => void
  /** The content fills the rest of the window and scrolls inside itself (a grid, a board). */
  fill?: boolean
  children: ReactNode
}

/** Every page is one of these: a small heading, one primary act top right, tabs, content. */
export function Page({ title, aside, sub, crumbs = [], act, more, tabs, tab, onTab, fill = false, children }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  useEffect(() => {
    document.title = `${title} · ${t($ => $.ui.product)}`
  }, [title, t])
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      <header className={classes.head}>
        <div className={classes.heading}>
          {crumbs.length > 0 && (
            <nav className={classes.crumbs} aria-label={t($ => $.ui.page.crumbs)}>
              {crumbs.map((crumb, i) => (
                <span key={crumb.to}>
                  {i > 0 && <span aria-hidden> / </span>}
                  <Link to={crumb.to}>{crumb.label}</Link>
                </span>
              ))}
            </nav>
          )}
          <div className={classes.line}>
            <Title order={1} className={classes.title}>
              {title}
            </Title>
            {aside}
          </div>
          {sub && <div className={classes.sub}>{sub}</div>}
        </div>
        {(act || more) && (
          <div className={classes.acts} data-ui-chrome>
            {more}
            {act && <Primary {...act} />}
          </div>
        )}
      </header>
      {tabs && (
        <Tabs
          value={tab ?? tabs[0]?.value ?? null}
          onChange={value => value && onTab?.(value)}
          className={classes.tabs}
        >
          <Tabs.List aria-label={t($ => $.ui.page.tabs)}>
            {tabs.map(one => (
              <Tabs.Tab key={one.value} value={one.value}>
                {one.label}
                {one.count !== undefined && <span className={classes.count}>{format.number(one.count)}</span>}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      )}
      <div className={classes.content}>{children}</div>
    </div>
  )
}

function Primary({ label, icon: Sign, onClick, loading = false, disabled = false, keys }: PrimaryAct) {
  useKeys(keys ? [{ keys, label, run: () => void onClick() }] : [])
  return (
    <Button
      leftSection={Sign && <Sign size={16} aria-hidden />}
      onClick={() => void onClick()}
      loading={loading}
      disabled={disabled}
      {...(keys ? { 'aria-keyshortcuts': keys } : {})}
    >
      {label}
    </Button>
  )
}
