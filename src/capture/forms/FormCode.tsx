import { useTranslation } from 'react-i18next'
import { CodeCard } from './CodeCard.tsx'
import classes from './forms.module.css'
import type { Form } from './forms.schema.ts'

/** How the form gets before people: by its page, or as plain HTML. */
export function FormCode({ form }: { form: Form }) {
  const { t } = useTranslation()
  return (
    <div className={`${classes.stack} ${classes.narrow}`}>
      <CodeCard title={t($ => $.forms.code.page)} hint={t($ => $.forms.code.pageHint)} code={form.url} />
      <CodeCard title={t($ => $.forms.code.embed)} hint={t($ => $.forms.code.embedHint)} code={form.embed} />
    </div>
  )
}
