import { type Source, sourceOf } from '../../src/capture/tracking/source.ts'
import type { Chance } from './chance.ts'

export const site = 'https://www.musubi-demo.example.jp'

type Page = { path: string; title: string; key: boolean }

const page = (path: string, title: string, key = false): Page => ({ path, title: `${title}｜むすびデモ`, key })

/** Pages of the site by how often they are read. `key`: those that the preset names call important. */
const pages: [Page, number][] = [
  [page('/', 'むすび 顧客管理クラウド'), 20],
  [page('/features/', '機能一覧'), 16],
  [page('/product/call-list/', '架電リスト'), 8],
  [page('/product/timeline/', 'タイムライン'), 8],
  [page('/blog/business-card/', '名刺管理を始める前に決めておく3つのこと'), 9],
  [page('/blog/exhibition-follow/', '展示会の名刺を商談につなげるには'), 9],
  [page('/blog/inside-sales/', 'インサイドセールスの立ち上げ方'), 8],
  [page('/company/', '会社概要'), 5],
  [page('/recruit/', '採用情報'), 2],
  [page('/pricing/', '料金', true), 8],
  [page('/cases/', '導入事例', true), 7],
  [page('/cases/manufacturing/', '導入事例：製造業', true), 5],
  [page('/cases/trading/', '導入事例：商社', true), 3],
  [page('/download/', '資料請求', true), 4],
]

export const anyPage = (c: Chance): Page => c.weighted(pages)
export const formPages = {
  document: page('/download/', '資料請求', true),
  inquiry: page('/contact/', 'お問い合わせ', true),
  seminar: page('/seminar/', '導入事例セミナー'),
}

type Arrival = { query: string; referrer?: string; click?: true }

/** Where visitors come from. */
const arrivals: [Arrival, number][] = [
  [{ query: '' }, 22],
  [{ query: '', referrer: 'https://www.google.com/' }, 30],
  [{ query: '', referrer: 'https://search.yahoo.co.jp/' }, 9],
  [{ query: '', referrer: 'https://www.bing.com/' }, 6],
  [
    { query: '?utm_source=google&utm_medium=cpc&utm_campaign=brand', referrer: 'https://www.google.com/', click: true },
    10,
  ],
  [{ query: '?utm_source=yahoo&utm_medium=cpc&utm_campaign=meishi-kanri', referrer: 'https://search.yahoo.co.jp/' }, 5],
  [{ query: '?utm_source=facebook&utm_medium=social&utm_campaign=case', referrer: 'https://www.facebook.com/' }, 4],
  [{ query: '', referrer: 'https://note.com/' }, 3],
  [{ query: '', referrer: 'https://hikaku-navi.example.jp/crm/' }, 5],
  [{ query: '?utm_source=tenjikai&utm_medium=qr&utm_campaign=exhibition' }, 3],
]

const known = new Map<string, Source>()

/** The first address of a visit, what it was referred by, and what the product makes of it. */
export function arrive(c: Chance, first: Page, query?: string): { url: string; referrer?: string; source: Source } {
  const from = query === undefined ? c.weighted(arrivals) : { query }
  const click = from.click ? `&gclid=${c.hex(16)}` : ''
  const url = `${site}${first.path}${from.query}${click}`
  const same = `${url.length - click.length}${first.path}${from.query}${from.referrer ?? ''}`
  if (click || query !== undefined) return { url, referrer: from.referrer, source: sourceOf(url, from.referrer) }
  let source = known.get(same)
  if (!source) known.set(same, (source = sourceOf(url, from.referrer)))
  return { url, referrer: from.referrer, source }
}
