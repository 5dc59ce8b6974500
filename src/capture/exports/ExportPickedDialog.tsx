import { Button, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Picked } from '../../people/leads/leads.schema.ts'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { download } from '../../ui/download.ts'
import { exportFormats } from './exports.schema.ts'

type Asked = Pick<Parameters<typeof api.exports.create>[0], 'what' | 'ids' | 'filter' | 'except'>

/** What any list offers for the rows that were picked; `asked` says of which list, and which of it. */
const exporting = <Picked,>(asked: (picked: Picked) => Asked) => ({
  key: 'export',
  label: (t: TFunction) => t($ => $.exports.act),
  icon: IconDownload,
  right: 'list.export' as const,
  dialog: (picked: Picked, close: (done: boolean) => void) => (
    <ExportPickedDialog asked={asked(picked)} onClose={close} />
  ),
})

type Some = { ids?: number[] | undefined; matching?: object | undefined; except: number[] }

const some = ({ ids, matching, except }: Some) => ({
  except,
  ...(matching ? { filter: { ...matching } } : {}),
  ...(ids ? { ids } : {}),
})

export const exportPicked = exporting(({ personIds, matching, companies, except }: Picked) =>
  companies
    ? { what: 'companies', ...some(companies) }
    : { what: 'persons', ...some({ ids: personIds, matching, except }) },
)

export const exportDeals = exporting((picked: Some) => ({ what: 'deals', ...some(picked) }))

function ExportPickedDialog({ asked, onClose }: { asked: Asked; onClose: (done: boolean) => void }) {
  const { t } = useTranslation()
  const take = useAct(api.exports.create, { done: t($ => $.exports.done) })
  return (
    <Dialog opened size="sm" title={t($ => $.exports.title)} onClose={() => onClose(false)}>
      <Stack gap={8}>
        {exportFormats.map((format, at) => (
          <Button
            key={format}
            variant={at === 0 ? 'filled' : 'default'}
            loading={take.pending}
            onClick={() =>
              void take.run({ ...asked, format }).then(file => {
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
