import { Button, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LeadBulk } from '../../people/leads/leadBulks.tsx'
import type { Picked } from '../../people/leads/leads.schema.ts'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { download } from '../../ui/download.ts'
import { exportFormats } from './exports.schema.ts'

/** What the list of leads offers for those who are picked. */
export const exportPicked: LeadBulk = {
  key: 'export',
  label: t => t($ => $.exports.act),
  icon: IconDownload,
  right: 'list.export',
  dialog: (picked, close) => <ExportPickedDialog picked={picked} onClose={close} />,
}

function ExportPickedDialog({ picked, onClose }: { picked: Picked; onClose: (done: boolean) => void }) {
  const { t } = useTranslation()
  const take = useAct(api.exports.create, { done: t($ => $.exports.done) })
  const { personIds, matching, except } = picked
  return (
    <Dialog opened size="sm" title={t($ => $.exports.title)} onClose={() => onClose(false)}>
      <Stack gap={8}>
        {exportFormats.map((format, at) => (
          <Button
            key={format}
            variant={at === 0 ? 'filled' : 'default'}
            loading={take.pending}
            onClick={() =>
              void take
                .run({
                  what: 'persons',
                  format,
                  except,
                  ...(matching ? { filter: matching } : {}),
                  ...(personIds ? { ids: personIds } : {}),
                })
                .then(file => {
                  if (!file) return
                  download(file)
                  onClose(false)
                })
            }
          >
            {t($ => $.exports.format[format])}
          </Button>
        ))}
        <Text size="sm" c="dimmed">
          {t($ => $.exports.hint)}
        </Text>
      </Stack>
    </Dialog>
  )
}
