import type { Sender } from './compose.ts'

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as text, wherever in a page it is put. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, sign => signs[sign]!)

type Framed = { subject: string; preheader: string; body: string; footer: string; open: string | undefined }

const font = "'Hiragino Sans','Hiragino Kaku Gothic ProN','Yu Gothic UI',Meiryo,'Noto Sans JP',sans-serif"
const dark = `@media (prefers-color-scheme:dark){.page{background:#14171c!important}.card{background:#1d2128!important}.text,.text p,.text li,.text h1,.text h2,.text h3{color:#e5e8ed!important}.quiet,.quiet a{color:#a7aeba!important}.text a{color:#a9bcf2!important}}`

/** A mail as mailboxes can show it: tables, 600 px, readable in the dark. `body` and `footer` are HTML, the rest is text. */
export function frame({ subject, preheader, body, footer, open }: Framed): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(subject)}</title>
<style>${dark}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f5f8">
${preheader && `<div style="display:none;max-height:0;overflow:hidden">${escape(preheader)}${'&#847;&zwnj;&nbsp;'.repeat(60)}</div>\n`}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:20px 10px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#ffffff;border-radius:8px"><tr><td class="text" style="padding:28px 28px 16px;font:16px/1.8 ${font};color:#1f2630;overflow-wrap:anywhere">
${body}</td></tr></table>
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px"><tr><td class="quiet" style="padding:16px 28px;font:12px/1.8 ${font};color:#5a6474;overflow-wrap:anywhere">
${footer}</td></tr></table>
</td></tr></table>
${open ? `<img src="${escape(open)}" width="1" height="1" alt="" style="display:block;border:0">\n` : ''}</body>
</html>
`
}

type Signed = { sender: Sender; unsubscribeUrl: string }

const stop = '配信の停止・受信設定 / Unsubscribe'

/** Who sent it and from where, which the law asks for; and the way out, unless the letter has shown it already. */
export function footerHtml({ sender, unsubscribeUrl }: Signed, linked: boolean): string {
  const lines = [...senderLines(sender)].map(escape)
  if (!linked) lines.push(`<a href="${escape(unsubscribeUrl)}" style="color:#5a6474">${stop}</a>`)
  return `${lines.join('<br>\n')}\n`
}

export function footerText({ sender, unsubscribeUrl }: Signed, linked: boolean): string {
  return `${['--', ...senderLines(sender), ...(linked ? [] : [`${stop}：`, unsubscribeUrl])].join('\n')}\n`
}

function senderLines({ name, company, address, phone, email }: Sender): string[] {
  const names = [...new Set([company, name].filter(Boolean))].join('　')
  return [names, address, [phone && `TEL ${phone}`, email].filter(Boolean).join('　')].filter(Boolean)
}
