import { actAsOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { embedCode } from '../forms/embed.ts'
import { createForm } from '../forms/forms.ts'
import { Html, html } from '../forms/html.ts'
import { formBy } from '../forms/read.ts'
import { type SamplePage, samplePages } from './sample.pages.ts'

/** The form that stands on the sample site. */
const slug = 'mimamori'

/** Makes the form of the sample site, if it is not there yet. */
export async function prepareSample({ db, clock }: World): Promise<void> {
  if (await formBy(db, { slug })) return
  await actAsOwner(db, clock, null, 'forms.create', act =>
    createForm(act, { name: '設備点検クラウド「ミマモリ」ご紹介資料', kind: 'document', slug }, 'ja'),
  )
}

/**
 * A small site of a made-up company, for the demo and for tests: it carries the snippet and a form, as the site of a
 * customer would.
 */
export async function answerSample(world: World, path: string): Promise<Response> {
  const page = samplePages.find(p => p.path === path.replace(/\/$/, ''))
  if (!page)
    throw new Refusal('missing', {
      en: 'The sample site has no such page.',
      ja: '見本サイトにこのページはありません。',
    })
  const form = page.path.endsWith('/document') ? await formBy(world.db, { slug }) : undefined
  const code = form ? new Html(embedCode(form, world.baseUrl)) : ''
  return new Response(drawn(page, code), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'`,
      'cache-control': 'no-store',
    },
  })
}

const style = `body{margin:0;color:#20303a;font:16px/1.8 'Noto Sans JP','Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif;line-break:strict}
header,main,footer{padding:20px max(20px,calc(50% - 440px))}
header{display:flex;flex-wrap:wrap;gap:8px 28px;align-items:baseline;border-bottom:1px solid #dbe4e6}
header b{font-size:18px;margin-right:auto}
a{color:#0b6671}
h1{font-size:28px;line-height:1.4;margin:24px 0 8px}
h2{font-size:19px;margin:32px 0 4px}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #dbe4e6;padding:8px 12px;text-align:left}
.go{display:inline-block;background:#0b6671;color:#fff;padding:10px 24px;border-radius:6px;text-decoration:none;margin:16px 0}
form{max-width:560px}
form label{font-weight:600}
form input:not([type=checkbox]){display:block;width:100%;padding:8px;font:inherit;box-sizing:border-box;border:1px solid #9fb3b8;border-radius:4px}
form .field{margin:0 0 14px}
form .required{color:#b3261e;font-size:12px}
form button{background:#0b6671;color:#fff;border:0;padding:12px 36px;border-radius:6px;font:inherit}
footer{border-top:1px solid #dbe4e6;color:#566a72;font-size:14px}`

function drawn(page: SamplePage, form: Html | string): string {
  const links = samplePages.filter(p => p.path !== '/sample')
  return html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${page.title}｜ゆき精機株式会社</title>
<style>${new Html(style)}</style>
<script src="/t.js" async></script>
</head>
<body>
<header><b><a href="/sample">ゆき精機株式会社</a></b>${links.map(p => html` <a href="${p.path}">${p.menu}</a>`)}</header>
<main>
<h1>${page.title}</h1>
${page.content}
${form}
</main>
<footer>ゆき精機株式会社　新潟県長岡市（この会社は架空のもので、見本として用意されています）</footer>
</body>
</html>
`.text
}
