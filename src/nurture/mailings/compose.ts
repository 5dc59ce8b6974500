import { Liquid, type Template } from 'liquidjs'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import { footerHtml, footerText, frame } from './layout.ts'
import { readMarkup } from './markup.ts'

/** What may be put into a mail, and nothing else. */
export const fields = [
  'person.familyName',
  'person.givenName',
  'person.name',
  'person.title',
  'person.department',
  'company.name',
  'sender.name',
  'sender.email',
  'sender.company',
  'sender.address',
  'sender.phone',
  'unsubscribeUrl',
] as const

export type Sender = { name: string; email: string; company: string; address: string; phone: string }
export type Told = {
  person: { familyName: string; givenName: string; name: string; title: string; department: string }
  company: { name: string }
  sender: Sender
  unsubscribeUrl: string
  /** Where links lead: `{click}/{n}`. */
  click: string
  /** The picture that tells of an opening; none in a preview. */
  open?: string
}

export type Content = { subject: string; preheader: string; body: string }
export type Composed = { subject: string; preheader: string; html: string; text: string }
export type Compiled = { links: string[]; render: (told: Told) => Composed }

const tags = ['if', 'unless', 'case', 'comment']
const filters = [
  'default',
  'append',
  'prepend',
  'replace',
  'remove',
  'strip',
  'truncate',
  'upcase',
  'downcase',
  'capitalize',
  'size',
]

/** Bounded in what is read, done and made. No loops, no files, no way around escaping. */
function engineOf(escape: boolean): Liquid {
  const engine = new Liquid({
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: 200_000,
    renderLimit: 2_000,
    memoryLimit: 2_000_000,
    ...(escape ? { outputEscape: 'escape' as const } : {}),
  })
  for (const tag of Object.keys(engine.tags)) if (!tags.includes(tag)) delete engine.tags[tag]
  for (const filter of Object.keys(engine.filters))
    if (!filters.includes(filter) && !(escape && filter === 'escape')) delete engine.filters[filter]
  return engine
}

const asText = engineOf(false)
const asHtml = engineOf(true)

/** Reads a mail once. What cannot be read, and fields that there are not, are refused with a sentence that names them. */
export function compile({ subject, preheader, body }: Content): Compiled {
  const lines = { subject: parse(asText, subject, 'subject'), preheader: parse(asText, preheader, 'preheader') }
  checkFields(asText, parse(asText, body, 'body'), 'body')
  const { html, text, links } = readMarkup(body)
  const parts = { html: asHtml.parse(html), text: asText.parse(text) }
  const render = (told: Told): Composed => {
    const scope = clean(told)
    const line = (template: Template[]) => oneLine(String(asText.renderSync(template, scope)))
    const said = { subject: line(lines.subject), preheader: line(lines.preheader) }
    const body = {
      html: String(asHtml.renderSync(parts.html, scope)).replace(/<p style="[^"]*">\s*<\/p>\n/g, ''),
      text: String(asText.renderSync(parts.text, scope)).replace(/\n{3,}/g, '\n\n'),
    }
    const linked = body.html.includes(told.unsubscribeUrl) && body.text.includes(told.unsubscribeUrl)
    return {
      ...said,
      html: frame({ ...said, body: body.html, footer: footerHtml(told, linked), open: told.open }),
      text: `${body.text.trimEnd()}\n\n${footerText(told, linked)}`,
    }
  }
  try {
    render(sample)
  } catch (error) {
    throw unreadable(error, 'body')
  }
  return { links, render }
}

function parse(engine: Liquid, source: string, field: keyof Content): Template[] {
  try {
    const template = engine.parse(source)
    checkFields(engine, template, field)
    return template
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable(error, field)
  }
}

function checkFields(engine: Liquid, template: Template[], field: keyof Content): void {
  const used = engine
    .globalVariableSegmentsSync(template)
    .map(segments => segments.map(part => (Array.isArray(part) ? '…' : String(part))).join('.'))
  const unknown = used.find(name => !(fields as readonly string[]).includes(name))
  if (unknown !== undefined)
    throw refuse(field, {
      en: `There is no field "${unknown}". You can use: ${fields.join(', ')}.`,
      ja: `「${unknown}」という差し込み項目はありません。使用できる項目：${fields.join('、')}`,
    })
}

function unreadable(error: unknown, field: keyof Content): Refusal {
  const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return refuse(field, {
    en: `The fields cannot be read as they are written: ${why}`,
    ja: `差し込み項目の記述に誤りがあります：${why}`,
  })
}

const refuse = (field: keyof Content, sentence: Sentence) => new Refusal('invalid', sentence, { field })

const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 300)

/** What people are called is one line of text, whatever somebody typed there. */
function clean(told: Told): Told {
  const each = <T extends Record<string, string>>(part: T): T =>
    Object.fromEntries(Object.entries(part).map(([key, value]) => [key, oneLine(value)])) as T
  return { ...told, person: each(told.person), company: each(told.company), sender: each(told.sender) }
}

const sample: Told = {
  person: { familyName: '見本', givenName: '花子', name: '見本 花子', title: '部長', department: '営業部' },
  company: { name: '株式会社見本' },
  sender: { name: '見本', email: 'info@example.jp', company: '株式会社見本', address: '東京都', phone: '03-0000-0000' },
  unsubscribeUrl: 'https://example.jp/u/sample',
  click: 'https://example.jp/c/sample',
}
