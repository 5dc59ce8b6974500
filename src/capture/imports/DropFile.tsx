import { SegmentedControl, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileImport } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { tellFailure } from '../../ui/tell.tsx'
import classes from './imports.module.css'
import { type ImportAbout, importAbouts } from './imports.schema.ts'

const most = 50 * 1024 * 1024

type Rejected = { errors: readonly { code: string }[] }

/** Where a list is dropped. It is only read: nothing is written before its page says what would happen. */
export function DropFile({ openRef }: { openRef: RefObject<(() => void) | null> }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [about, setAbout] = useState<ImportAbout>('person')
  const create = useAct(api.imports.create)
  const read = async (files: File[]) => {
    const [file, another] = files
    if (another) return tellFailure(new Error(t($ => $.imports.drop.oneOnly)))
    if (!file) return
    const draft = await create.run({ file, about })
    if (draft) await navigate({ to: '/imports/$id', params: { id: draft.id } })
  }
  return (
    <section>
      <div className={classes.about}>
        <SegmentedControl
          aria-label={t($ => $.imports.drop.about)}
          value={about}
          onChange={value => setAbout(value as ImportAbout)}
          data={importAbouts.map(value => ({ value, label: t($ => $.imports.about[value]) }))}
        />
        <span className={classes.hint}>{t($ => $.imports.aboutHint[about])}</span>
      </div>
      <Dropzone
        className={classes.drop}
        openRef={openRef}
        onDrop={(files: File[]) => void read(files)}
        onReject={([rejected]: Rejected[]) =>
          tellFailure(
            new Error(
              rejected?.errors.some(error => error.code === 'file-too-large')
                ? t($ => $.imports.drop.tooLarge)
                : t($ => $.imports.drop.oneOnly),
            ),
          )
        }
        maxSize={most}
        maxFiles={1}
        multiple={false}
        loading={create.pending}
        inputProps={{ 'aria-label': t($ => $.imports.drop.title) }}
      >
        <IconFileImport size={32} stroke={1.3} color="var(--ui-accent)" aria-hidden />
        <div className={classes.dropTitle}>
          <Dropzone.Accept>{t($ => $.imports.drop.release)}</Dropzone.Accept>
          <Dropzone.Idle>{t($ => $.imports.drop.title)}</Dropzone.Idle>
        </div>
        <Text size="sm" c="dimmed">
          {t($ => $.imports.drop.hint)}
        </Text>
      </Dropzone>
    </section>
  )
}
