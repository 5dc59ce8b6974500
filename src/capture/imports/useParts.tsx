import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'

type Counts = { persons: number; companies: number; activities: number }

/** 人 1,900件、企業 464件: what an import brought, in words. */
export function useParts(): (counts: Counts) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return counts => {
    const parts = (['persons', 'companies', 'activities'] as const).flatMap(kind =>
      counts[kind] > 0
        ? [t($ => $.imports.undo.part[kind], { count: counts[kind], figure: format.number(counts[kind]) })]
        : [],
    )
    return parts.join(format.language === 'ja' ? '、' : ', ')
  }
}
