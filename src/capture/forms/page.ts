import { createHash } from 'node:crypto'
import type { Language } from '../../platform/api.ts'
import type { Sentence } from '../../platform/refusal.ts'
import { drawField, own, send, trapLabel } from './fields.ts'
import type { FormField } from './forms.schema.ts'
import { Html, html } from './html.ts'

const style = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1f2630;--quiet:#596273;--line:#cdd3dd;--accent:#344a93;--ink:#fff;--late:#b3261e;--soft:#fdeceb}
@media (prefers-color-scheme:dark){:root{--page:#13161b;--card:#1a1e25;--text:#e3e6eb;--quiet:#a3abb9;--line:#434b59;--accent:#a3b6ea;--ink:#141d3a;--late:#ff9a92;--soft:#3d2221}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.7 'Noto Sans JP','Hiragino Sans','Yu Gothic UI',Meiryo,system-ui,sans-serif;line-break:strict;overflow-wrap:anywhere}
main{max-width:640px;margin:0 auto;padding:32px 16px 64px}
h1{font-size:22px;line-height:1.4;margin:0 0 20px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:24px}
.field{border:0;margin:0 0 20px;padding:0;min-width:0}
label,legend{font-weight:600;padding:0}
.choice{display:flex;gap:8px;align-items:baseline;font-weight:400;padding:4px 0}
.field>input,select,textarea{display:block;width:100%;margin-top:4px;padding:9px 12px;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px}
[aria-invalid]>input,input[aria-invalid],select[aria-invalid],textarea[aria-invalid]{border-color:var(--late)}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.required{display:inline-block;font-size:12px;font-weight:400;color:var(--late);border:1px solid currentColor;border-radius:4px;padding:0 5px;margin-left:4px;line-height:1.5}
.help,.purpose{color:var(--quiet);font-size:14px;margin:2px 0}
.purpose{white-space:pre-wrap;margin:0 0 12px}
.problem{color:var(--late);font-size:14px;margin:2px 0}
.problems{background:var(--soft);border-radius:8px;padding:12px 16px;margin:0 0 20px}
.problems p{margin:0;font-weight:600}
.problems ul{margin:4px 0 0;padding-left:20px}
.problems a{color:var(--late)}
.trap{position:absolute;left:-9999px}
.thanks{white-space:pre-wrap}
form button{font:inherit;font-weight:600;color:var(--ink);background:var(--accent);border:0;border-radius:6px;padding:11px 32px;cursor:pointer;margin-top:8px}
@media (max-width:480px){form button{width:100%}.card{padding:18px}}
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** No script but the snippet, no style but this one: what anybody typed can be nothing but text. */
export const pagePolicy = (redirect: string | null): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "script-src 'self'",
    "connect-src 'self'",
    // Browsers hold a redirect after sending to this too.
    `form-action 'self'${redirect ? ` ${new URL(redirect).origin}` : ''}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const page = (language: Language, title: string, content: Html, tracked: boolean): string =>
  html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(style)}</style>
${tracked && html`<script src="/t.js" async></script>\n`}</head>
<body>
<main>
${content}
</main>
</body>
</html>
`.text

export type Shown = {
  form: { name: string; slug: string; fields: FormField[] }
  wording: { id: number; purpose: string; consent: string }
  language: Language
  token: string
  visitor?: string | undefined
  values?: (key: string) => string[]
  problems?: Record<string, Sentence>
  consented?: boolean
}

const words = {
  ja: { problems: '入力内容をご確認ください。', thanks: 'ありがとうございました' },
  en: { problems: 'Please check what you entered.', thanks: 'Thank you' },
}

function formBody({ form, wording, language, token, visitor, values, problems = {}, consented = false }: Shown): Html {
  const wrong = form.fields.filter(f => problems[f.key])
  return html`<h1>${form.name}</h1>
<form class="card" action="/f/${form.slug}" method="post" novalidate>
${
  wrong.length > 0 &&
  html`<div class="problems" role="alert"><p>${words[language].problems}</p><ul>${wrong.map(
    f => html`<li><a href="#${f.key}">${problems[f.key]![language]}</a></li>`,
  )}</ul></div>\n`
}${form.fields.map(field => drawField(field, { language, problems, ...(values ? { values } : {}) }))}<div class="trap" aria-hidden="true"><label>${trapLabel[language]} <input name="${own.trap}" tabindex="-1" autocomplete="off"></label></div>
<p class="purpose">${wording.purpose}</p>
${wording.consent && html`<div class="field"><label class="choice"><input type="checkbox" name="${own.consent}" value="1"${consented && html` checked`}> ${wording.consent}</label></div>\n`}<input type="hidden" name="${own.wording}" value="${wording.id}">
<input type="hidden" name="${own.token}" value="${token}">
${visitor && html`<input type="hidden" name="${own.visitor}" value="${visitor}">\n`}<button type="submit">${send[language]}</button>
</form>`
}

/** The form on a page of ours. It needs no script; with one, the visit is known too. */
export const formPage = (shown: Shown): string => page(shown.language, shown.form.name, formBody(shown), true)

export const thanksPage = (name: string, thanks: string, language: Language): string =>
  page(
    language,
    name,
    html`<h1>${words[language].thanks}</h1>\n<div class="card"><p class="thanks">${thanks}</p></div>`,
    true,
  )

/** A sentence where a form would stand. */
export const sentencePage = (sentence: string, language: Language): string =>
  page(language, sentence, html`<div class="card"><p>${sentence}</p></div>`, false)

/** What the editor shows beside it, made by what the visitors get. */
export function previewPage(draft: {
  name: string
  fields: FormField[]
  purpose: string
  consent: string
  language: Language
}): string {
  const { name, fields, purpose, consent, language } = draft
  const shown = { form: { name, slug: '', fields }, wording: { id: 0, purpose, consent }, language, token: '' }
  return page(language, name, formBody(shown), false)
}
