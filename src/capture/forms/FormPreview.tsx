import { Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Problem } from '../../ui/Problem.tsx'
import classes from './forms.module.css'
import type { FormField } from './forms.schema.ts'

type Props = { name: string; fields: FormField[]; purpose: string; consent: string }

/** The very page that visitors get, made by the server, in a frame where nothing can run. */
export function FormPreview({ name, fields, purpose, consent }: Props) {
  const { t, i18n } = useTranslation()
  const [draft] = useDebouncedValue({ name, fields, purpose, consent }, 250)
  const language = i18n.language === 'en' ? ('en' as const) : ('ja' as const)
  const whole = draft.fields.filter(field => field.label.trim())
  const page = useQuery({
    ...rpc.forms.preview.queryOptions({ input: { ...draft, fields: whole, language } }),
    placeholderData: keepPreviousData,
  })
  return (
    <section className={`${classes.stack} ${classes.preview}`} style={{ gap: 8 }}>
      <div className={classes.line}>
        <Title order={2}>{t($ => $.forms.preview)}</Title>
        <Text size="sm" c="dimmed">
          {t($ => $.forms.previewHint)}
        </Text>
      </div>
      {page.isError && <Problem error={page.error} onRetry={page.refetch} />}
      <iframe className={classes.frame} title={t($ => $.forms.preview)} sandbox="" srcDoc={page.data?.html ?? ''} />
    </section>
  )
}
