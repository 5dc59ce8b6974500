import { useTranslation } from 'react-i18next'
import { useFormat } from '../format.ts'
import type { Filter, FilterDefinition, Operator } from './types.ts'

const operators: Record<FilterDefinition['kind'], readonly Operator[]> = {
  text: ['has', 'is', 'empty', 'notEmpty'],
  choice: ['in', 'notIn'],
  holder: ['in', 'notIn'],
  date: ['until', 'from', 'on', 'empty', 'notEmpty'],
  number: ['atLeast', 'atMost', 'empty', 'notEmpty'],
  did: ['did', 'didNot'],
}

export function operatorsOf(definition: FilterDefinition): readonly Operator[] {
  return definition.operators ?? operators[definition.kind]
}

export const relativeDays = ['yesterday', 'today', 'tomorrow', 'weekEnd', 'monthEnd'] as const

/** A filter as a sentence: 「ステージがMQL・SAL」「次回日が今日まで」「30日以内に架電なし」. */
export function useSentence(definitions: readonly FilterDefinition[]): (filter: Filter) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const day = (value: string) => {
    const relative = relativeDays.find(one => one === value)
    if (relative) return t($ => $.grid.day[relative])
    const away = Number(/^([+-]\d+)d$/.exec(value)?.[1] ?? 0)
    if (away < 0) return t($ => $.grid.daysAgo, { count: -away })
    return away > 0 ? t($ => $.grid.daysAhead, { count: away }) : format.short(value)
  }
  return filter => {
    const definition = definitions.find(one => one.key === filter.key)
    const field = definition?.label ?? filter.key
    const name = (value: string) => definition?.options?.find(option => option.value === value)?.label ?? value
    switch (filter.op) {
      case 'has':
      case 'is':
        return t($ => $.grid.sentence[filter.op], { field, value: filter.value })
      case 'in':
      case 'notIn':
        return t($ => $.grid.sentence[filter.op], { field, value: format.list(filter.value.map(name)) })
      case 'until':
      case 'from':
      case 'on':
        if (filter.value === 'now') return t($ => $.grid.sentence[filter.op === 'until' ? 'past' : 'ahead'], { field })
        return t($ => $.grid.sentence[filter.op], { field, value: day(filter.value) })
      case 'atLeast':
      case 'atMost':
        return t($ => $.grid.sentence[filter.op], { field, value: format.number(filter.value) })
      case 'did':
      case 'didNot':
        if (filter.value.days === 0)
          return t($ => $.grid.sentence[`${filter.op}Ever`], { what: name(filter.value.what) })
        return t($ => $.grid.sentence[filter.op], { what: name(filter.value.what), count: filter.value.days })
      case 'empty':
      case 'notEmpty':
        return t($ => $.grid.sentence[filter.op], { field })
    }
  }
}
