import { Button, Text } from '@mantine/core'
import { IconDownload, IconEraser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useMay } from '../../ui/me.tsx'
import classes from './Merge.module.css'
import { nameOf } from './PickDuplicate.tsx'
import type { Person } from './persons.schema.ts'

/** What a person may ask of us: to have all that is stored about them, and to be forgotten. */
export function PrivacyDialog({ person, opened, onClose }: { person: Person; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayErase = useMay('person.erase')
  const [asking, setAsking] = useState(false)
  const name = nameOf(person) || t($ => $.ui.person.unknown)
  const take = useAct(api.persons.export, { done: t($ => $.merge.privacy.exported) })
  const erase = useAct(api.persons.erase, { done: t($ => $.merge.privacy.erased, { name }) })
  const save = async () => {
    const data = await take.run({ id: person.id })
    if (data) saveFile(`${t($ => $.merge.privacy.fileName)}-${person.id}.json`, JSON.stringify(data, null, 2))
  }
  const forget = async () => {
    if (!(await erase.run({ id: person.id }))) return
    setAsking(false)
    onClose()
    void navigate({ to: '/leads' })
  }
  return (
    <>
      <Dialog title={t($ => $.merge.privacy.title, { name })} opened={opened && !asking} onClose={onClose}>
        <section className={classes.privacy}>
          <h3 className={classes.heading}>{t($ => $.merge.privacy.export)}</h3>
          <Text size="sm" className="ui-prose">
            {t($ => $.merge.privacy.exportText)}
          </Text>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={take.pending}
            onClick={() => void save()}
          >
            {t($ => $.merge.privacy.exportAct)}
          </Button>
        </section>
        {mayErase && (
          <section className={classes.privacy}>
            <h3 className={classes.heading}>{t($ => $.merge.privacy.erase)}</h3>
            <Text size="sm" className="ui-prose">
              {t($ => $.merge.privacy.eraseText)}
            </Text>
            <Button
              variant="default"
              c="var(--ui-late)"
              leftSection={<IconEraser size={16} aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {t($ => $.merge.privacy.eraseAct)}
            </Button>
          </section>
        )}
      </Dialog>
      <Confirm
        opened={asking}
        title={t($ => $.merge.privacy.confirm, { name })}
        act={t($ => $.merge.privacy.confirmAct, { name })}
        pending={erase.pending}
        onAct={forget}
        onClose={() => setAsking(false)}
      >
        {t($ => $.merge.privacy.confirmText, { name })}
      </Confirm>
    </>
  )
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
