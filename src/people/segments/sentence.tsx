import { useTranslation } from 'react-i18next'
import { useSentence } from '../../ui/grid/sentences.ts'
import type { FilterDefinition } from '../../ui/grid/types.ts'
import { isAnyOf, type Rules } from './rules.schema.ts'

/** Rules as sentences, one a chip: 「ステージがリード」「きっかけが展示会 または 紹介」. */
export function useRulesSentence(definitions: readonly FilterDefinition[]): (rules: Rules) => string[] {
  const { t } = useTranslation()
  const sentence = useSentence(definitions)
  const or = ` ${t($ => $.segments.or)} `
  return rules => rules.all.map(rule => (isAnyOf(rule) ? rule.any.map(one => sentence(one)).join(or) : sentence(rule)))
}
