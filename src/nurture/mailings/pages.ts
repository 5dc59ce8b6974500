import type { Language } from '../../platform/api.ts'
import { escape } from './layout.ts'
import type { Choices } from './unsubscribe.ts'

const words = {
  ja: {
    title: 'メールの受信設定',
    ask: 'このアドレスへのメール配信を停止しますか。',
    stop: '配信を停止する',
    done: '配信を停止しました。今後、お知らせのメールはお送りしません。',
    saved: '受信設定を保存しました。',
    settings: '受信設定',
    hint: 'ご希望の連絡方法を選んで保存してください。',
    mail: 'メールでのご案内',
    phone: '電話でのご案内',
    yes: '受け取る',
    no: '受け取らない',
    save: '設定を保存する',
    gone: 'このリンクは使用できません。配信停止をご希望の場合は、メールに記載の連絡先までお知らせください。',
    test: 'これはテスト配信のリンクです。実際の配信では、ここで受信者の方が配信を停止できます。',
    noLink: 'このリンク先は見つかりません。',
  },
  en: {
    title: 'Mail preferences',
    ask: 'Stop sending mail to this address?',
    stop: 'Stop the mails',
    done: 'You have been unsubscribed. We will send you no more news by mail.',
    saved: 'Your preferences have been saved.',
    settings: 'Preferences',
    hint: 'Choose how we may reach you, and save.',
    mail: 'News by mail',
    phone: 'Calls by phone',
    yes: 'Yes',
    no: 'No',
    save: 'Save preferences',
    gone: 'This link cannot be used. To unsubscribe, please write to the address in the mail.',
    test: 'This link belongs to a test mail. In a real mailing, the recipient can unsubscribe here.',
    noLink: 'This link leads nowhere.',
  },
}

const style = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1f2630;--quiet:#596273;--line:#cdd3dd;--accent:#344a93;--ink:#fff;--good:#1d6b45}
@media (prefers-color-scheme:dark){:root{--page:#13161b;--card:#1a1e25;--text:#e3e6eb;--quiet:#a3abb9;--line:#434b59;--accent:#a3b6ea;--ink:#141d3a;--good:#7fd3a7}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.7 'Noto Sans JP','Hiragino Sans','Yu Gothic UI',Meiryo,system-ui,sans-serif;line-break:strict;overflow-wrap:anywhere}
main{max-width:520px;margin:0 auto;padding:40px 16px 64px}
h1{font-size:22px;line-height:1.4;margin:0 0 16px}
h2{font-size:17px;margin:0 0 4px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:24px;margin:0 0 16px}
.card>p{margin:0 0 16px}.card>p:last-child{margin:0}
.done{color:var(--good);font-weight:600}
.quiet{color:var(--quiet);font-size:14px}
fieldset{border:0;padding:0;margin:0 0 16px}
legend{font-weight:600;padding:0}
label{display:inline-flex;gap:8px;align-items:baseline;padding:4px 24px 4px 0}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button{font:inherit;font-weight:600;color:var(--ink);background:var(--accent);border:0;border-radius:6px;padding:11px 28px;cursor:pointer}
button.second{color:var(--accent);background:transparent;border:1px solid var(--accent)}
@media (max-width:480px){button{width:100%}}
`

const page = (language: Language, content: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${words[language].title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${words[language].title}</h1>
${content}
</main>
</body>
</html>
`

type Shown = { language: Language; company: string; choices: Choices; told?: 'done' | 'saved' }

/** One button, and below it what else can be chosen. It works with scripts off. */
export function choicesPage({ language, company, choices, told }: Shown): string {
  const t = words[language]
  const radios = (channel: keyof Choices) => {
    const one = (value: 'yes' | 'no') =>
      `<label><input type="radio" name="${channel}" value="${value}"${choices[channel] === (value === 'yes') ? ' checked' : ''}> ${t[value]}</label>`
    return `<fieldset>\n<legend>${t[channel]}</legend>\n${one('yes')}${one('no')}\n</fieldset>\n`
  }
  const stop = `<form class="card" method="post">\n<p>${t.ask}</p>\n<button name="act" value="stop">${t.stop}</button>\n</form>\n`
  const said = told && `<div class="card" role="status"><p class="done">${t[told]}</p></div>\n`
  return page(
    language,
    `${company && `<p class="quiet">${escape(company)}</p>\n`}${said ?? (choices.mail ? stop : '')}<form class="card" method="post">
<h2>${t.settings}</h2>
<p class="quiet">${t.hint}</p>
${radios('mail')}${radios('phone')}<button class="second" name="act" value="choose">${t.save}</button>
</form>`,
  )
}

export const sentencePage = (language: Language, sentence: 'gone' | 'test' | 'noLink' | { text: string }): string =>
  page(
    language,
    `<div class="card"><p>${typeof sentence === 'string' ? words[language][sentence] : escape(sentence.text)}</p></div>`,
  )
