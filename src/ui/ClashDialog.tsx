import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './ClashDialog.module.css'
import { Dialog } from './Dialog.tsx'

type Props = {
  /** What was edited: 「役職」. Nothing is open without it. */
  label: string | undefined
  theirs: string
  yours: string
  onChoose: (choice: 'theirs' | 'yours') => void
}

/** Two people changed the same thing: both values, side by side, and the person decides. */
export function ClashDialog({ label, theirs, yours, onChoose }: Props) {
  const { t } = useTranslation()
  const nothing = t($ => $.ui.stale.nothing)
  return (
    <Dialog opened={label !== undefined} onClose={() => onChoose('theirs')} title={t($ => $.ui.stale.title)}>
      <Text mb={8}>{label}</Text>
      <div className={classes.sides}>
        <Stack gap={4} className={classes.side}>
          <Text size="sm" c="dimmed">
            {t($ => $.ui.stale.theirs)}
          </Text>
          <Text>{theirs || nothing}</Text>
        </Stack>
        <Stack gap={4} className={classes.side}>
          <Text size="sm" c="dimmed">
            {t($ => $.ui.stale.yours)}
          </Text>
          <Text>{yours || nothing}</Text>
        </Stack>
      </div>
      <Group mt={16} justify="flex-end">
        <Button variant="default" onClick={() => onChoose('theirs')}>
          {t($ => $.ui.stale.keepTheirs)}
        </Button>
        <Button onClick={() => onChoose('yours')}>{t($ => $.ui.stale.useYours)}</Button>
      </Group>
    </Dialog>
  )
}
