import { type Html, html } from '../forms/html.ts'

export type SamplePage = { path: string; menu: string; title: string; content: Html }

const go = html`<p><a class="go" href="/sample/document">資料を請求する（無料）</a></p>`

export const samplePages: SamplePage[] = [
  {
    path: '/sample',
    menu: 'トップ',
    title: '工場の点検を、紙からタブレットへ',
    content: html`<p>設備点検クラウド「ミマモリ」は、日々の点検記録を現場でそのまま入力し、異常の兆しを保全担当者へすぐに知らせます。全国120の工場でお使いいただいています。</p>
<h2>選ばれる理由</h2>
<ul><li>いまの点検表を、そのままの並びで画面にできます</li><li>手袋のまま押せる大きなボタン、通信の届かない場所でも入力できます</li><li>写真と音を添えて、ベテランの「いつもと違う」を残せます</li></ul>${go}`,
  },
  {
    path: '/sample/product',
    menu: '製品',
    title: '設備点検クラウド「ミマモリ」',
    content: html`<p>点検の計画から、記録、是正の確認までを一つの流れにします。</p>
<h2>現場で</h2><p>その日に回る順番で設備が並びます。数値は前回の値と見比べながら入力し、範囲を外れるとその場で再確認を促します。</p>
<h2>事務所で</h2><p>未実施と異常だけが一覧に残ります。月次の報告書は自動で作成されます。</p>
<h2>つながるもの</h2><p>既設のPLCや温湿度センサー、保全管理システムと連携できます。</p>${go}`,
  },
  {
    path: '/sample/pricing',
    menu: '料金',
    title: '料金プラン',
    content: html`<p>初期費用はかかりません。ご利用は1工場から、月単位で始められます。</p>
<table><tr><th>プラン</th><th>設備数</th><th>月額（税抜）</th></tr>
<tr><td>スタート</td><td>50台まで</td><td>￥38,000</td></tr>
<tr><td>スタンダード</td><td>300台まで</td><td>￥98,000</td></tr>
<tr><td>エンタープライズ</td><td>無制限</td><td>お見積り</td></tr></table>
<p>点検表の移し替えは、スタンダード以上では弊社が承ります。</p>${go}`,
  },
  {
    path: '/sample/cases',
    menu: '導入事例',
    title: '導入事例',
    content: html`<h2>金属加工（従業員240名）</h2><p>点検記録の転記に毎日かかっていた90分がなくなり、設備停止が半年で4割減りました。</p>
<h2>食品製造（従業員85名）</h2><p>衛生点検の記録漏れがゼロになり、監査の準備が2日から半日になりました。</p>
<h2>化学（従業員1,200名）</h2><p>5つの工場で点検の基準をそろえ、若手だけの班でも同じ品質で回れるようになりました。</p>${go}`,
  },
  {
    path: '/sample/document',
    menu: '資料請求',
    title: '資料請求',
    content: html`<p>製品のご紹介、料金表、導入までの流れをまとめた資料（PDF、24ページ）をお送りします。</p>`,
  },
]
