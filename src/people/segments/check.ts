import { Refusal, type Sentence } from '../../platform/refusal.ts'
import type { Asking } from './asking.ts'
import { choicesOf, companyKeys, didWhat, type KeyKind, operators, personKeys } from './keys.schema.ts'
import { type Condition, isAnyOf, type Rules } from './rules.schema.ts'

type About = 'person' | 'company'

/** Refuses rules that ask for what there is not, saying which condition and why. */
export function checkRules(rules: Rules, asking: Asking, about: About = 'person'): void {
  for (const rule of rules.all)
    for (const condition of isAnyOf(rule) ? rule.any : [rule]) checkCondition(condition, asking, about)
}

export function checkCondition(condition: Condition, asking: Asking, about: About): void {
  const { key, op } = condition
  const kind = kindOf(key, asking, about)
  if (!kind)
    throw refuse({ en: `There is no field "${key}" to ask for.`, ja: `「${key}」という項目はありません。` }, key)
  if (!(operators[kind] as readonly string[]).includes(op)) {
    throw refuse(
      {
        en: `"${key}" cannot be asked with "${op}". Use one of: ${operators[kind].join(', ')}.`,
        ja: `「${key}」に「${op}」は使用できません。使用できる条件：${operators[kind].join('、')}`,
      },
      key,
    )
  }
  if (op === 'in' || op === 'notIn') {
    const known = choicesOf[key as keyof typeof choicesOf] as readonly string[] | undefined
    const wrong = condition.value.find(value =>
      kind === 'holder' ? !/^(me|queue|team:\d{1,15}|\d{1,15})$/.test(value) : known && !known.includes(value),
    )
    if (wrong !== undefined)
      throw refuse(
        { en: `"${wrong}" is no value of "${key}".`, ja: `「${wrong}」は「${key}」の値として使用できません。` },
        key,
      )
  }
  if ((op === 'did' || op === 'didNot') && !didWhat.includes(condition.value.what)) {
    throw refuse(
      {
        en: `"${condition.value.what}" is nothing that can be done. Known: ${didWhat.join(', ')}.`,
        ja: `「${condition.value.what}」という行動はありません。使用できる行動：${didWhat.join('、')}`,
      },
      key,
    )
  }
}

function kindOf(key: string, asking: Asking, about: About): KeyKind | undefined {
  const own = /^(company\.)?custom\.([a-z][a-z0-9_]*)$/.exec(key)
  if (own) {
    if (own[1] && about === 'company') return undefined
    const field = asking.fields.find(f => f.about === (own[1] ? 'company' : about) && f.key === own[2])
    return (
      field &&
      ({ text: 'text', number: 'number', date: 'day', choice: 'choice', boolean: 'choice' } as const)[field.kind]
    )
  }
  const keys: Record<string, KeyKind> = about === 'person' ? personKeys : companyKeys
  return Object.hasOwn(keys, key) ? keys[key] : undefined
}

const refuse = (sentence: Sentence, key: string) => new Refusal('invalid', sentence, { field: 'rules', key })
