import MarkdownIt, { type Token } from 'markdown-it'
import { Refusal } from '../../platform/refusal.ts'

/** A mail's text, as HTML and as plain text. Both still hold the Liquid that was written; links are numbered. */
export type Markup = { html: string; text: string; links: string[] }

const md = new MarkdownIt({ html: false, breaks: true, linkify: true })
  // Code, tables and pictures from elsewhere are no part of a letter; a rule under a line is a rule.
  .disable(['image', 'code', 'fence', 'table', 'reference', 'backticks', 'strikethrough', 'lheading'])
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false })

const isWideMark = (sign: string | undefined) => sign !== undefined && /[\u3000-\u303f\uff00-\uff65]/.test(sign)

// The standard asks for a space between 」 and **, which Japanese does not have.
md.inline.State = class extends md.inline.State {
  override scanDelims(start: number, canSplitWord: boolean) {
    const found = super.scanDelims(start, canSplitWord)
    const [before, after] = [this.src[start - 1], this.src[start + found.length]]
    if (this.src[start] !== '*' || !(isWideMark(before) || isWideMark(after))) return found
    return { ...found, can_open: /\S/.test(after ?? ' '), can_close: /\S/.test(before ?? ' ') }
  }
}

const styles: Record<string, string> = {
  p: 'margin:0 0 16px',
  h1: 'margin:0 0 16px;font-size:22px;line-height:1.5',
  h2: 'margin:24px 0 12px;font-size:19px;line-height:1.5',
  h3: 'margin:20px 0 8px;font-size:17px;line-height:1.5',
  ul: 'margin:0 0 16px;padding-left:24px',
  ol: 'margin:0 0 16px;padding-left:24px',
  li: 'margin:0 0 4px',
  blockquote: 'margin:0 0 16px;padding:0 0 0 14px;border-left:3px solid #c3cad6',
  hr: 'border:0;border-top:1px solid #d5dae2;margin:24px 0',
  a: 'color:#2f4aa0;text-decoration:underline',
}

/** What Liquid puts in place of `linkOf(n)` is where the n-th link leads for this recipient. */
export const linkOf = (position: number) => `{{ click }}/${position}`
export const unsubscribing = '{{ unsubscribeUrl }}'

/** Reads the small markup. Liquid is set aside meanwhile, so what it says later is text and never markup. */
export function readMarkup(body: string): Markup {
  const liquid: string[] = []
  const nonce = markNotIn(body)
  const source = body.replace(/\{\{[^]*?\}\}|\{%[^]*?%\}/g, found => `${nonce}${liquid.push(found) - 1}z`)
  const mark = new RegExp(`${nonce}(\\d+)z`, 'g')
  const back = (text: string) => text.replace(mark, (_, index: string) => liquid[Number(index)]!)
  const isTag = (text: string) =>
    text.trim() !== '' && text.replace(mark, found => (back(found).startsWith('{%') ? '' : 'x')).trim() === ''
  const tokens = md.parse(source, {})
  const links: string[] = []
  for (const [at, token] of tokens.entries()) {
    const style = styles[token.tag]
    if (style && token.nesting >= 0) token.attrSet('style', style)
    if (token.type !== 'inline') continue
    for (const child of token.children ?? []) if (child.type === 'link_open') lead(child)
    // A line that holds nothing but {% if … %} is no paragraph.
    if (isTag(token.content))
      for (const around of [tokens[at - 1], tokens[at + 1]]) if (around?.tag === 'p') around.hidden = true
  }

  function lead(token: Token) {
    const written = String(token.attrGet('href') ?? '')
    const href = back(written)
    token.attrs = [
      ['href', href],
      ['style', styles.a!],
    ]
    if (/^\{\{-?\s*unsubscribeUrl\s*-?\}\}$/.test(href)) token.attrSet('href', unsubscribing)
    else if (href !== written) throw noFieldInLink()
    else if (/^https?:\/\/[^/]/i.test(href)) {
      const known = links.indexOf(href)
      const position = known === -1 ? links.push(href) : known + 1
      token.attrSet('href', linkOf(position))
    } else if (!/^(mailto|tel):/i.test(href)) throw noSuchLink(href)
  }

  return {
    // A line of its own for {% if … %} is none in the mail.
    html: back(md.renderer.render(tokens, md.options, {})).replace(/(\{%[^]*?%\})<br>\n/g, '$1'),
    text: back(plain(tokens)).replace(/(\{%[^]*?%\})\n/g, '$1'),
    links,
  }
}

function markNotIn(text: string): string {
  let mark = 'qz'
  while (text.includes(mark)) mark += 'qz'
  return mark
}

/** The same as plain text, as Japanese mails are written. */
function plain(tokens: Token[]): string {
  const lines: string[] = []
  const lists: { number: number | null }[] = []
  let lead = ''
  for (const token of tokens) {
    if (token.type === 'bullet_list_open') lists.push({ number: null })
    else if (token.type === 'ordered_list_open') lists.push({ number: Number(token.attrGet('start') ?? 1) })
    else if (token.type.endsWith('_list_close')) {
      lists.pop()
      if (lists.length === 0) lines.push('')
    } else if (token.type === 'list_item_open') {
      const list = lists.at(-1)!
      lead = `${'　'.repeat(lists.length - 1)}${list.number === null ? '・' : `${list.number++}. `}`
    } else if (token.type === 'heading_open') lead = '■ '
    else if (token.type === 'hr') lines.push('────────────────────', '')
    else if (token.type === 'inline') {
      lines.push(`${lead}${inText(token.children ?? [])}`)
      lead = ''
      if (lists.length === 0) lines.push('')
    }
  }
  return `${lines.join('\n').trim()}\n`
}

function inText(tokens: Token[]): string {
  let text = ''
  let label = ''
  let href: string | null = null
  for (const token of tokens) {
    if (token.type === 'link_open') [href, label] = [String(token.attrGet('href') ?? ''), '']
    else if (token.type === 'link_close' && href !== null) {
      const bare = token.markup === 'linkify' || token.markup === 'autolink'
      text += bare ? href : `${label}（ ${href.replace(/^(mailto|tel):/i, '')} ）`
      href = null
    } else {
      const said = token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content
      if (href === null) text += said
      else label += said
    }
  }
  return text
}

const refused = (en: string, ja: string) => new Refusal('invalid', { en, ja }, { field: 'body' })

const noFieldInLink = () =>
  refused(
    'A link leads to one address for everybody: it cannot hold a field. Only {{ unsubscribeUrl }} can stand there.',
    'リンク先のアドレスに差し込み項目は使用できません（使用できるのは {{ unsubscribeUrl }} のみです）。',
  )

const noSuchLink = (href: string) =>
  refused(
    `A link cannot lead to "${href.slice(0, 100)}". Write the whole address, beginning with https://.`,
    `リンク先「${href.slice(0, 100)}」は使用できません。https:// から始まるアドレスを入力してください。`,
  )
