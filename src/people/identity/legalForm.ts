const japanese = `
株式会社 有限会社 合同会社 合資会社 合名会社 相互会社 特例有限会社 特定目的会社 投資法人
一般社団法人 一般財団法人 公益社団法人 公益財団法人 社団法人 財団法人
医療法人社団 医療法人財団 社会医療法人 社会医療法人社団 社会医療法人財団 特定医療法人 医療法人
学校法人 準学校法人 社会福祉法人 宗教法人 職業訓練法人 更生保護法人
独立行政法人 地方独立行政法人 国立研究開発法人 国立大学法人 公立大学法人 大学共同利用機関法人
認定特定非営利活動法人 特定非営利活動法人 認定NPO法人 NPO法人
農業協同組合 漁業協同組合 生活協同組合 事業協同組合 企業組合 協同組合連合会 協同組合 農事組合法人
有限責任監査法人 監査法人 税理士法人 弁護士法人 司法書士法人 行政書士法人 社会保険労務士法人 特許業務法人
弁理士法人 土地家屋調査士法人 投資事業有限責任組合 有限責任事業組合 管理組合法人
`
  .trim()
  .split(/\s+/)

/** Short, old, misread and spoken ways to write a legal form. */
const otherwise: Record<string, string> = {
  '(株)': '株式会社',
  '(有)': '有限会社',
  '(同)': '合同会社',
  '(合)': '合同会社',
  '(資)': '合資会社',
  '(名)': '合名会社',
  '(相)': '相互会社',
  '(社)': '社団法人',
  '(一社)': '一般社団法人',
  '(公社)': '公益社団法人',
  '(財)': '財団法人',
  '(一財)': '一般財団法人',
  '(公財)': '公益財団法人',
  '(医)': '医療法人',
  '(医社)': '医療法人社団',
  '(学)': '学校法人',
  '(福)': '社会福祉法人',
  '(社福)': '社会福祉法人',
  '(宗)': '宗教法人',
  '(独)': '独立行政法人',
  '(特非)': '特定非営利活動法人',
  '(NPO)': '特定非営利活動法人',
  '(協)': '協同組合',
  NPO法人: '特定非営利活動法人',
  認定NPO法人: '認定特定非営利活動法人',
  株式會社: '株式会社',
  株式会杜: '株式会社',
  有限會社: '有限会社',
  合資會社: '合資会社',
  合名會社: '合名会社',
  カブシキガイシャ: '株式会社',
  カブシキカイシャ: '株式会社',
  ユウゲンガイシャ: '有限会社',
  ユウゲンカイシャ: '有限会社',
  ゴウドウガイシャ: '合同会社',
  ゴウドウカイシャ: '合同会社',
  ゴウシガイシャ: '合資会社',
  ゴウメイガイシャ: '合名会社',
  ソウゴガイシャ: '相互会社',
  トウシホウジン: '投資法人',
  イッパンシャダンホウジン: '一般社団法人',
  イッパンザイダンホウジン: '一般財団法人',
  コウエキシャダンホウジン: '公益社団法人',
  コウエキザイダンホウジン: '公益財団法人',
  イリョウホウジン: '医療法人',
  ガッコウホウジン: '学校法人',
  シャカイフクシホウジン: '社会福祉法人',
  ドクリツギョウセイホウジン: '独立行政法人',
}

/** Bank transfers abbreviate in kana with one bracket: ｶ)ﾔﾏﾀﾞ in front, ﾔﾏﾀﾞ(ｶ behind. */
const banking: Record<string, string> = {
  カ: '株式会社',
  ユ: '有限会社',
  ド: '合同会社',
  シ: '合資会社',
  メ: '合名会社',
  イ: '医療法人',
  ガク: '学校法人',
  シャ: '社団法人',
  ザイ: '財団法人',
  フク: '社会福祉法人',
  トクヒ: '特定非営利活動法人',
  ドク: '独立行政法人',
}

const formOf = new Map<string, string>(japanese.map(form => [form, form]))
for (const [written, form] of Object.entries(otherwise)) formOf.set(written, form)
for (const [kana, form] of Object.entries(banking))
  formOf.set(`${kana})`, form).set(`(${kana}`, form).set(`(${kana})`, form)

const longestFirst = [...formOf.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map(form => form.replace(/[()]/g, '\\$&'))
const japaneseFront = new RegExp(
  `^(${longestFirst.filter(form => !/^\\\([^)]*$/.test(form)).join('|')})\\s*(\\S.*)$`,
  'i',
)
const japaneseBack = new RegExp(
  `^(.*?\\S)\\s*(${longestFirst.filter(form => !/^[^(]*\\\)$/.test(form)).join('|')})$`,
  'i',
)

/** Endings that English names put behind the name, after a space or a comma. */
const english: [string, RegExp][] = [
  ['Co., Ltd.', /co(?:mpany)?[.,:\s]*(?:ltd|limited)[.,]*/],
  ['Pte. Ltd.', /pte\.?\s*,?\s*(?:ltd|limited)\.?/],
  ['Pty Ltd', /pty\.?\s*,?\s*(?:ltd|limited)\.?/],
  ['K.K.', /k\.?\s?k\.?|kabushiki\s?-?k?gaisha|kabushiki\s?-?kaisha/],
  ['G.K.', /g\.\s?k\.|godo\s?-?k?gaisha|godo\s?-?kaisha/],
  ['Inc.', /inc(?:orporated)?[.,]*/],
  ['Corp.', /corp(?:oration)?\.?/],
  ['LLC', /l\.?l\.?c\.?/],
  ['LLP', /l\.?l\.?p\.?/],
  ['PLC', /p\.?l\.?c\.?/],
  ['Ltd.', /(?:ltd|limited)\.?/],
  ['GmbH', /gmbh(?:\s?&\s?co\.?\s?kg)?/],
  ['AG', /ag/],
  ['S.A.', /s\.a\.(?:s\.)?|s\.p\.a\.|s\.r\.l\./],
  ['B.V.', /b\.v\.|n\.v\./],
  ['Co.', /co\.|company/],
]
const englishBack = english.map(
  ([form, ending]) => [form, new RegExp(`^(.*[^\\s,.])[\\s,.]+${group(ending)}$`, 'i')] as const,
)
const englishFront = /^(k\.k\.|kk)\s+(\S.*)$/i

function group(ending: RegExp): string {
  return `(${ending.source})`
}

type Found = { form: string; rest: string } | null

export function legalFormAtFront(name: string): Found {
  if (formOf.has(name)) return null
  const [, written, rest] = japaneseFront.exec(name) ?? []
  if (written !== undefined && rest !== undefined) return { form: known(written), rest }
  const western = englishFront.exec(name)
  return western?.[2] === undefined ? null : { form: 'K.K.', rest: western[2] }
}

export function legalFormAtBack(name: string): Found {
  if (formOf.has(name)) return null
  const [, rest, written] = japaneseBack.exec(name) ?? []
  if (written !== undefined && rest !== undefined) return { form: known(written), rest }
  for (const [form, pattern] of englishBack) {
    const found = pattern.exec(name)
    if (found?.[1] !== undefined) return { form, rest: found[1] }
  }
  return null
}

function known(written: string): string {
  return formOf.get(written) ?? formOf.get(written.toUpperCase()) ?? written
}
