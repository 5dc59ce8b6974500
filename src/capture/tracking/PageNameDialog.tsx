import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { PageName } from './tracking.schema.ts'

/** What pages with these addresses are called. */
export function PageNameDialog({ page, onClose }: { page: PageName | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(page?.name ?? '')
  const [lines, setLines] = useState(page?.patterns.join('\n') ?? '')
  const [important, setImportant] = useState(page?.important ?? false)
  const [asked, setAsked] = useState(false)
  const create = useAct(api.pageNames.create, { done: t($ => $.tracking.pages.saved) })
  const change = useAct(api.pageNames.change, { done: t($ => $.tracking.pages.saved) })
  const patterns = lines
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
  const whole = name.trim() && patterns.length > 0
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!whole) return
    const said = { name: name.trim(), patterns, important }
    const saved = page ? await change.run({ id: page.id, version: page.version, ...said }) : await create.run(said)
    if (saved) onClose()
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={page ? t($ => $.tracking.pages.change, { name: page.name }) : t($ => $.tracking.pages.add)}
    >
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={14}>
          <TextInput
            data-autofocus
            withAsterisk
            label={t($ => $.tracking.pages.name)}
            maxLength={60}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Textarea
            withAsterisk
            autosize
            minRows={3}
            maxRows={12}
            label={t($ => $.tracking.pages.patterns)}
            description={t($ => $.tracking.pages.patternsHint)}
            value={lines}
            onChange={event => setLines(event.currentTarget.value)}
            error={asked && !whole ? t($ => $.tracking.pages.need) : undefined}
          />
          <Checkbox
            label={t($ => $.tracking.pages.important)}
            checked={important}
            onChange={event => setImportant(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={create.pending || change.pending}>
              {t($ => $.tracking.pages.save)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
