import { ActionIcon, Tooltip } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HistoryPanel } from './HistoryPanel.tsx'

/** Opens who changed what of a company. */
export function HistoryButton({ companyId }: { companyId: number }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const label = t($ => $.desk.place.journal)
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon variant="default" size={34} aria-label={label} onClick={() => setShown(true)}>
          <IconHistory size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <HistoryPanel of={{ companyId }} opened={shown} onClose={() => setShown(false)} />
    </>
  )
}
