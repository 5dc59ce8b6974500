import { ActionIcon, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { download } from '../../ui/download.ts'
import { useMay } from '../../ui/me.tsx'
import { type Exportable, exportFormats } from './exports.schema.ts'

type Props = {
  what: Exportable
  /** The query of the list as it is shown. */
  filter?: Record<string, unknown>
}

/** Takes out what the list shows, as a file. Absent for whoever may not. */
export function ExportMenu({ what, filter = {} }: Props) {
  const { t } = useTranslation()
  const may = useMay('list.export')
  const take = useAct(api.exports.create, { done: t($ => $.exports.done) })
  if (!may) return null
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon loading={take.pending} aria-label={t($ => $.exports.act)} title={t($ => $.exports.act)}>
          <IconDownload size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {exportFormats.map(format => (
          <Menu.Item
            key={format}
            onClick={() =>
              void take.run({ what, format, filter }).then(file => {
                if (file) download(file)
              })
            }
          >
            {t($ => $.exports.format[format])}
          </Menu.Item>
        ))}
        <Menu.Label>{t($ => $.exports.hint)}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}
