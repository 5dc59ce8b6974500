import type { Language } from '../../platform/api.ts'
import type { Sentence } from '../../platform/refusal.ts'
import type { FormField } from './forms.schema.ts'
import { type Html, html } from './html.ts'

/** What browsers may fill in by themselves. */
const autocomplete: Record<string, string> = {
  'person.name': 'name',
  'person.familyName': 'family-name',
  'person.givenName': 'given-name',
  'person.email': 'email',
  'person.phone': 'tel',
  'person.mobile': 'tel',
  'person.title': 'organization-title',
  'person.postalCode': 'postal-code',
  'person.address': 'street-address',
  'company.name': 'organization',
  'company.website': 'url',
}

export const required = { ja: '必須', en: 'required' }
const choose = { ja: '選択してください', en: 'Please choose' }

type Drawn = { language: Language; values?: (key: string) => string[]; problems?: Record<string, Sentence> }

/** A field as HTML that any page can carry: its label, what was typed, and what is wrong with it beside it. */
export function drawField(field: FormField, { language, values = () => [], problems = {} }: Drawn): Html {
  const { key, kind, label, help, choices, value } = field
  if (kind === 'hidden') return html`<input type="hidden" name="${key}" value="${value}">\n`
  const problem = problems[key]?.[language]
  const told = [help && `${key}-help`, problem && `${key}-problem`].filter(Boolean).join(' ')
  const marks = html`${told && html` aria-describedby="${told}"`}${problem && html` aria-invalid="true"`}`
  const must = field.required && html` <span class="required">${required[language]}</span>`
  const under = html`${help && html`<p class="help" id="${key}-help">${help}</p>\n`}${problem && html`<p class="problem" id="${key}-problem">${problem}</p>\n`}`
  const typed = values(key)
  if (kind === 'radio' || (kind === 'checkbox' && choices.length > 0)) {
    // A group of boxes cannot be marked as required in HTML; it is asked for when it is sent.
    const need = field.required && kind === 'radio' && html` required`
    return html`<fieldset class="field"${marks}>\n<legend>${label}${must}</legend>\n${under}${choices.map(
      choice =>
        html`<label class="choice"><input type="${kind}" name="${key}" value="${choice}"${typed.includes(choice) && html` checked`}${need}> ${choice}</label>\n`,
    )}</fieldset>\n`
  }
  if (kind === 'checkbox') {
    const yes = language === 'ja' ? 'はい' : 'Yes'
    return html`<div class="field">\n<label class="choice"><input type="checkbox" id="${key}" name="${key}" value="${yes}"${typed.length > 0 && html` checked`}${field.required && html` required`}${marks}> ${label}${must}</label>\n${under}</div>\n`
  }
  const common = html` id="${key}" name="${key}"${field.required && html` required`}${marks}${field.to && autocomplete[field.to] && html` autocomplete="${autocomplete[field.to]}"`}`
  const [now = ''] = typed
  const input =
    kind === 'textarea'
      ? html`<textarea rows="6" maxlength="5000"${common}>\n${now}</textarea>`
      : kind === 'select'
        ? html`<select${common}><option value="">${choose[language]}</option>${choices.map(
            choice => html`<option${choice === now && html` selected`}>${choice}</option>`,
          )}</select>`
        : html`<input type="${kind}" maxlength="${kind === 'email' ? 254 : 200}"${common} value="${now}">`
  return html`<div class="field">\n<label for="${key}">${label}${must}</label>\n${under}${input}\n</div>\n`
}

/** The names that a form uses for itself. Fields begin with a letter, so none can be called so. */
export const own = { trap: '_confirm', consent: '_consent', wording: '_wording', token: '_token', visitor: 'visitor' }

export const send = { ja: '送信する', en: 'Send' }
export const trapLabel = { ja: 'この欄は空のままにしてください', en: 'Leave this empty' }
