import { ActionIcon, Group, Kbd, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './AccountMenu.tsx'
import { Mark } from './art/Mark.tsx'
import { Bell, type BellProps } from './Bell.tsx'
import { keyCaps } from './keys.ts'
import { useMe } from './me.tsx'
import classes from './TopBar.module.css'

type Props = {
  onSearch: () => void
  bell: BellProps
  onSignOut: () => unknown
  onLanguage?: ((language: 'ja' | 'en') => unknown) | undefined
  onHelp: () => void
}

export function TopBar({ onSearch, bell, onSignOut, onLanguage, onHelp }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <header className={classes.bar} data-ui-chrome>
      <Link to="/" className={classes.mark}>
        <Mark />
        <span className={classes.company}>{me.company.name || t($ => $.ui.product)}</span>
      </Link>
      <UnstyledButton
        className={classes.search}
        onClick={onSearch}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchText}>{t($ => $.ui.shell.search)}</span>
        <Kbd size="xs" aria-hidden>
          {keyCaps('mod+k').flat().join(' ')}
        </Kbd>
      </UnstyledButton>
      <Group gap={4} wrap="nowrap" ml="auto">
        <ActionIcon
          className={classes.searchIcon}
          size={36}
          onClick={onSearch}
          aria-label={t($ => $.ui.shell.searchShort)}
        >
          <IconSearch size={20} stroke={1.6} />
        </ActionIcon>
        <Bell {...bell} />
        <AccountMenu onSignOut={onSignOut} onLanguage={onLanguage} onHelp={onHelp} />
      </Group>
    </header>
  )
}
