import { useTranslation } from 'react-i18next'
import type { Import } from './imports.schema.ts'

/** What a field is called: the product's own by its words, the office's own by its label. */
export function useFieldName(run: Import): (key: string) => string {
  const { t } = useTranslation()
  const words: Record<string, string> = t($ => $.importFields.field, { returnObjects: true })
  const labels = new Map(run.fields.flatMap(f => (f.label === null ? [] : [[f.key, f.label] as const])))
  return key => labels.get(key) ?? words[key] ?? key
}
