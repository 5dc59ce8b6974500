import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowsJoin, IconDots, IconHistory, IconShieldLock } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HistoryPanel } from '../../office/journal/HistoryPanel.tsx'
import { useMay } from '../../ui/me.tsx'
import { PrivacyDialog } from './PrivacyDialog.tsx'
import type { Person } from './persons.schema.ts'

/** The quiet acts at the top right of a person: history, merge, privacy. */
export function PersonActs({ person }: { person: Person }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayMerge = useMay('person.merge')
  const mayExport = useMay('person.export')
  const [shown, setShown] = useState<'history' | 'privacy'>()
  const close = () => setShown(undefined)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={34} aria-label={t($ => $.merge.acts)}>
            <IconDots size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={() => setShown('history')}>
            {t($ => $.merge.history)}
          </Menu.Item>
          {mayMerge && (
            <Menu.Item
              leftSection={<IconArrowsJoin size={16} aria-hidden />}
              onClick={() => void navigate({ to: '/persons/$id/merge', params: { id: person.id } })}
            >
              {t($ => $.merge.open)}
            </Menu.Item>
          )}
          {mayExport && (
            <Menu.Item leftSection={<IconShieldLock size={16} aria-hidden />} onClick={() => setShown('privacy')}>
              {t($ => $.merge.privacy.open)}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <HistoryPanel of={{ personId: person.id }} opened={shown === 'history'} onClose={close} />
      <PrivacyDialog person={person} opened={shown === 'privacy'} onClose={close} />
    </>
  )
}
