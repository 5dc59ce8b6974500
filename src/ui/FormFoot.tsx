import { Button, Group } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type Props = {
  save: string
  saving: boolean
  onCancel: () => void
  /** Where what is edited can be taken away. */
  remove?: { label: string; pending: boolean; run: () => void } | undefined
}

/** How a form in a dialog ends: saved, left, or what it edits taken away. */
export function FormFoot({ save, saving, onCancel, remove }: Props) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between">
      {remove ? (
        <Button
          variant="subtle"
          c="var(--ui-late)"
          leftSection={<IconTrash size={15} aria-hidden />}
          loading={remove.pending}
          onClick={remove.run}
        >
          {remove.label}
        </Button>
      ) : (
        <span />
      )}
      <Group gap={8}>
        <Button variant="default" onClick={onCancel}>
          {t($ => $.ui.act.cancel)}
        </Button>
        <Button type="submit" loading={saving}>
          {save}
        </Button>
      </Group>
    </Group>
  )
}
