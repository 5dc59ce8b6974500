import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
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
  return (
    <Menu width={240} position="bottom-end">
      <Menu.Target>
        <UnstyledButton aria-label={`${t($ => $.ui.shell.account)}: ${me.name}`} p={2} style={{ borderRadius: '50%' }}>
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
        {languages.map(language => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={i18n.language === language}
            rightSection={i18n.language === language && <IconCheck size={14} aria-hidden />}
            onClick={() => {
              void changeLanguage(language)
              void onLanguage?.(language)
            }}
          >
            {names[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t($ => $.ui.shell.scheme)}</Menu.Label>
        {schemes.map(scheme => (
          <Menu.Item
            key={scheme.value}
            role="menuitemradio"
            aria-checked={colorScheme === scheme.value}
            leftSection={<scheme.icon size={16} aria-hidden />}
            rightSection={colorScheme === scheme.value && <IconCheck size={14} aria-hidden />}
            onClick={() => setColorScheme(scheme.value)}
          >
            {scheme.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
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

/** Japanese names are known by the family name's first character, Latin ones by two letters. */
function initials(name: string): string {
  const parts = name.trim().split(/[\s　]+/)
  const first = parts[0] ?? ''
  if (/^[A-Za-z]/.test(first)) return ((first[0] ?? '') + (parts[1]?.[0] ?? '')).toUpperCase()
  return first.slice(0, 1)
}
