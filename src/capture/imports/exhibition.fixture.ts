import { buffer } from 'node:stream/consumers'
import { toCp932 } from './cp932.ts'
import { tableWriter } from './write.ts'

/** A small seeded generator: the same exhibition every time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const families =
  '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水'.split(' ')
const familyKana =
  'サトウ スズキ タカハシ タナカ イトウ ワタナベ ヤマモト ナカムラ コバヤシ カトウ ヨシダ ヤマダ ササキ ヤマグチ マツモト イノウエ キムラ ハヤシ サイトウ シミズ'.split(
    ' ',
  )
const givens = '太郎 花子 一郎 美咲 健 陽子 翔太 さくら 大輔 直美 拓也 恵 亮 由美 誠 愛 浩 久美子 隆 彩'.split(' ')
const givenKana =
  'タロウ ハナコ イチロウ ミサキ ケン ヨウコ ショウタ サクラ ダイスケ ナオミ タクヤ メグミ リョウ ユミ マコト アイ ヒロシ クミコ タカシ アヤ'.split(
    ' ',
  )
const trades = '精工 商事 電機 製作所 システムズ 工業 建設 物流 食品 化学'.split(' ')
const places = '東京 大阪 北浜 青葉 富士見 みなと 白石 大森 朝日 桜井'.split(' ')
const titles = ['部長', '課長', '係長', '主任', '', '代表取締役', '取締役', '担当']
const departments = ['営業部', '情報システム部', '総務部', '製造部', '購買部', '経営企画室']

export const headings = [
  '会社名',
  '部署名',
  '役職',
  '氏名',
  'フリガナ',
  'メールアドレス',
  '電話番号',
  '住所',
  '備考',
  '名刺交換日',
  '交換者',
] as const
export type Visitor = Record<(typeof headings)[number], string>

/**
 * Visitors of an exhibition: `people` different ones, then `doubles` rows of the same people written another way, and
 * `bad` rows that cannot be taken. Mixed, but the same for the same seed.
 */
export function exhibition({
  people,
  doubles,
  bad,
  seed = 2026,
}: {
  people: number
  doubles: number
  bad: number
  seed?: number
}): Visitor[] {
  const random = seeded(seed)
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)]!
  const taken = new Set<string>()
  const visitors = Array.from({ length: people }, (_, n): Visitor => {
    let [f, g, company] = [0, 0, 0]
    // Two of one name at one address of one company would be one person.
    do
      [f, g, company] = [families, givens, Array(Math.ceil(people / 4))].map(list =>
        Math.floor(random() * list.length),
      ) as [number, number, number]
    while (taken.has(`${f} ${g} ${company}`))
    taken.add(`${f} ${g} ${company}`)
    return {
      会社名: `株式会社${places[company % 10]}${trades[Math.floor(company / 10) % 10]}${company}`,
      部署名: pick(departments),
      役職: pick(titles),
      氏名: `${families[f]}　${givens[g]}`,
      フリガナ: `${familyKana[f]} ${givenKana[g]}`,
      // Some have left no address, and are known by their phone.
      メールアドレス: n % 10 === 9 ? '' : `visitor${n}@c${company}.example.jp`,
      電話番号: `03-${String(3000 + (n % 6000)).padStart(4, '0')}-${String(1000 + n).slice(-4)}`,
      住所: `東京都千代田区丸の内${1 + (company % 3)}-${1 + (company % 20)}-${1 + Math.floor(company / 20)}`,
      備考: n % 7 === 0 ? '資料希望、"至急"\n来週連絡' : '',
      名刺交換日: '2026/05/2' + (n % 3),
      交換者: pick(['佐藤', '田中']),
    }
  })
  const again = Array.from({ length: doubles }, (): Visitor => {
    const known = pick(visitors)
    return known.メールアドレス
      ? {
          ...known,
          メールアドレス: known.メールアドレス.toUpperCase(),
          会社名: known.会社名.replace('株式会社', '㈱'),
          電話番号: '',
        }
      : { ...known, 電話番号: known.電話番号.replaceAll('-', ''), 氏名: known.氏名.replace('　', ' ') }
  })
  const mistakes: ((v: Visitor) => Visitor)[] = [
    v => ({ ...v, メールアドレス: 'taro.example.jp' }),
    v => ({ ...v, メールアドレス: 'a@b@example.jp' }),
    v => ({ ...v, 名刺交換日: '2026/13/45' }),
    v => ({ ...v, 名刺交換日: '五月ごろ' }),
    v => ({ ...v, 氏名: '', フリガナ: '', メールアドレス: '', 電話番号: '' }),
    v => ({ ...v, 役職: '部'.repeat(101) }),
    v => ({ ...v, メールアドレス: 'a@example.jp, b@example.jp' }),
  ]
  const refused = Array.from({ length: bad }, (_, n) => mistakes[n % mistakes.length]!(pick(visitors)))
  return mixed([...visitors, ...again, ...refused], random)
}

function mixed<T>(list: T[], random: () => number): T[] {
  const all = [...list]
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[all[at], all[other]] = [all[other]!, all[at]!]
  }
  return all
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export function asCp932(rows: Visitor[]): Buffer {
  return toCp932(
    [headings, ...rows.map(r => headings.map(h => r[h]!))].map(cells => `${cells.map(quoted).join(',')}\r\n`).join(''),
  ).bytes
}

export async function asXlsx(rows: Visitor[]): Promise<Buffer> {
  const writer = tableWriter('xlsx', [...headings])
  const bytes = buffer(writer.stream)
  for (const row of rows) await writer.writeRow(headings.map(h => row[h]!))
  await writer.end()
  return bytes
}
