import { Avatar, type MantineColorScheme, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun, IconUserCog } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from './me.tsx'
import { changeLanguage, languages } from './words/language.ts'

const names = { ja: '日本語', en: 'English' }

type Props = {
  onSignOut: () => unknown
  onLanguage?: ((language: 'ja' | 'en') => unknown) | undefined
  onHelp: () => void
}

export function AccountMenu({ onSignOut, onLanguage, onHelp }: Props) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const schemes = [
    { value: 'light', label: t($ => $.ui.shell.schemeLight), icon: IconSun },
    { value: 'dark', label: t($ => $.ui.shell.schemeDark), icon: IconMoon },
    { value: 'auto', label: t($ => $.ui.shell.schemeAuto), icon: IconDeviceDesktop },
  ] as const
  const choose = (value: string) => {
    const language = value === 'en' ? 'en' : 'ja'
    void changeLanguage(language)
    void onLanguage?.(language)
  }
  return (
    <Menu width={240} position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton
          aria-label={`${t($ => $.ui.shell.account)}: ${me.name}`}
          p={7}
          m={-5}
          style={{ borderRadius: '50%' }}
        >
          <Avatar size={30} name={me.name} color="ai" variant="light" alt="">
            {initials(me.name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--ui-text)">
            {me.name}
          </Text>
          <Text size="xs">{me.email}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t($ => $.ui.shell.language)}</Menu.Label>
        <Menu.RadioGroup value={i18n.language} onChange={choose}>
          {languages.map(language => (
            <Menu.RadioItem key={language} value={language} lang={language} closeMenuOnClick>
              {names[language]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t($ => $.ui.shell.scheme)}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={value => setColorScheme(schemeOf(value))}>
          {schemes.map(scheme => (
            <Menu.RadioItem
              key={scheme.value}
              value={scheme.value}
              rightSection={<scheme.icon size={16} stroke={1.6} aria-hidden />}
            >
              {scheme.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/me" leftSection={<IconUserCog size={16} aria-hidden />}>
          {t($ => $.ui.shell.me)}
        </Menu.Item>
        <Menu.Item visibleFrom="sm" leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onHelp}>
          {t($ => $.ui.shell.shortcuts)}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void onSignOut()}>
          {t($ => $.ui.shell.signOut)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function schemeOf(value: string): MantineColorScheme {
  return value === 'light' || value === 'dark' ? value : 'auto'
}

/** Japanese names are known by the family name's first character, Latin ones by two letters. */
function initials(name: string): string {
  const parts = name.trim().split(/[\s　]+/)
  const first = parts[0] ?? ''
  if (/^[A-Za-z]/.test(first)) return ((first[0] ?? '') + (parts[1]?.[0] ?? '')).toUpperCase()
  return first.slice(0, 1)
}
