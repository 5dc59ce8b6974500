import { expect, test } from 'vitest'
import { compile, type Told } from './compose.ts'

const told: Told = {
  person: { familyName: '田中', givenName: '太郎', name: '田中 太郎', title: '部長', department: '' },
  company: { name: 'A&B <b>商事</b>' },
  sender: { name: '結び商事', email: 'info@musubi.example.jp', company: '結び商事', address: '東京都', phone: '' },
  unsubscribeUrl: 'https://m.example.jp/u/t',
  click: 'https://m.example.jp/c/t',
}
const write = (body: string, subject = '件名') => compile({ subject, preheader: '', body }).render(told)
const refusal = (body: string) => {
  try {
    compile({ subject: '', preheader: '', body })
    return 'read'
  } catch (error) {
    return (error as { sentence: { ja: string } }).sentence.ja
  }
}

test('the small markup reads as Japanese is written, in both parts', () => {
  const { html, text } = write(
    '# 見出し\n\n{{ person.name }} 様\n**「限定」**です。\n\n- 一\n- [二](https://x.example.jp/)\n\n---\n{% if person.department != "" %}\n部署\n{% endif %}\n終わり',
  )
  expect(html).toContain('<strong>「限定」</strong>です。')
  expect(html).toContain('田中 太郎 様<br>')
  expect(html).not.toContain('部署')
  expect(text).toContain('■ 見出し\n\n田中 太郎 様\n「限定」です。\n\n・一\n・二（ https://m.example.jp/c/t/1 ）\n')
})

test('what people are called is text: it is never markup, a tag, a link, or a header', () => {
  const hostile: Told = {
    ...told,
    person: {
      ...told.person,
      familyName: '<script>alert(1)</script>',
      givenName: '[押す](https://evil.example)\r\nBcc: a@evil.example',
    },
  }
  const mail = compile({
    subject: '{{ person.givenName }}',
    preheader: '{{ person.familyName }}',
    body: '{{ person.familyName }}{{ person.givenName }} {{ company.name }}',
  }).render(hostile)
  expect(mail.html).not.toContain('<script>')
  expect(mail.html).not.toContain('href="https://evil.example')
  expect(mail.html).toContain('A&amp;B &lt;b&gt;商事&lt;/b&gt;')
  expect(mail.subject).toBe('[押す](https://evil.example) Bcc: a@evil.example')
})

test('HTML, scripts and pictures from elsewhere in the text stay text', () => {
  const { html } = write(
    '<img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](https://t.example/p.gif) <a href="https://x">y</a>',
  )
  expect(html).not.toMatch(/<img src=x|href="javascript|<img[^>]+t\.example|<a href="https:\/\/x"/)
})

test('an unknown field is named; loops, files and ways around escaping are not there; links are whole and the same for all', () => {
  expect(refusal('{{ person.nmae }}')).toContain('「person.nmae」という差し込み項目はありません')
  expect(refusal('{{ click }}')).toContain('「click」')
  expect(refusal('{{ person["constructor"] }}')).toContain('差し込み項目はありません')
  for (const body of [
    '{% for a in (1..9999999) %}x{% endfor %}',
    '{% include "x" %}',
    '{{ person.name | raw }}',
    '{{ person.name',
    '{% assign a = 1 %}',
  ])
    expect(refusal(body)).toContain('記述に誤り')
  expect(refusal('[a](https://x.example/{{ person.name }})')).toContain('差し込み項目は使用できません')
  expect(refusal('[a](/relative)')).toContain('https:// から始まる')
})

test('the way out and the postal address stand under every mail, also where the text hides its own', () => {
  expect(write('本文').html.match(/\/u\/t/g)).toHaveLength(1)
  expect(write('[停止]({{ unsubscribeUrl }})').html.match(/\/u\/t/g)).toHaveLength(1)
  const hidden = write('{% if person.department != "" %}[停止]({{ unsubscribeUrl }}){% endif %}本文')
  for (const part of [hidden.html, hidden.text]) expect(part).toMatch(/東京都[^]*\/u\/t/)
})
