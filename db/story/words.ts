/** What made-up Japanese companies and people are called. No real person or company is meant. */

const pairs = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .map(pair => pair.split('/') as [string, string])

export const familyNames = pairs(`
佐藤/サトウ 鈴木/スズキ 高橋/タカハシ 田中/タナカ 伊藤/イトウ 渡辺/ワタナベ 山本/ヤマモト 中村/ナカムラ 小林/コバヤシ 加藤/カトウ
吉田/ヨシダ 山田/ヤマダ 佐々木/ササキ 山口/ヤマグチ 松本/マツモト 井上/イノウエ 木村/キムラ 林/ハヤシ 斎藤/サイトウ 清水/シミズ
山崎/ヤマザキ 森/モリ 池田/イケダ 橋本/ハシモト 阿部/アベ 石川/イシカワ 山下/ヤマシタ 中島/ナカジマ 石井/イシイ 小川/オガワ
前田/マエダ 岡田/オカダ 長谷川/ハセガワ 藤田/フジタ 後藤/ゴトウ 近藤/コンドウ 村上/ムラカミ 遠藤/エンドウ 青木/アオキ 坂本/サカモト
髙橋/タカハシ 斉藤/サイトウ 福田/フクダ 太田/オオタ 西村/ニシムラ 藤井/フジイ 金子/カネコ 岡本/オカモト 藤原/フジワラ 三浦/ミウラ
中野/ナカノ 中川/ナカガワ 原田/ハラダ 松田/マツダ 竹内/タケウチ 小野/オノ 田村/タムラ 中山/ナカヤマ 和田/ワダ 石田/イシダ
森田/モリタ 上田/ウエダ 原/ハラ 内田/ウチダ 柴田/シバタ 酒井/サカイ 宮崎/ミヤザキ 横山/ヨコヤマ 高木/タカギ 安藤/アンドウ
宮本/ミヤモト 大野/オオノ 小島/コジマ 谷口/タニグチ 今井/イマイ 工藤/クドウ 高田/タカダ 増田/マスダ 丸山/マルヤマ 杉山/スギヤマ
村田/ムラタ 大塚/オオツカ 新井/アライ 小山/コヤマ 平野/ヒラノ 渡邉/ワタナベ 河野/コウノ 藤本/フジモト 武田/タケダ 野口/ノグチ
濵田/ハマダ 松井/マツイ 千葉/チバ 岩崎/イワサキ 菅原/スガワラ 木下/キノシタ 佐野/サノ 久保/クボ 野村/ノムラ 松尾/マツオ`)

export const givenNames = pairs(`
大輔/ダイスケ 健太/ケンタ 翔太/ショウタ 拓也/タクヤ 直樹/ナオキ 和也/カズヤ 誠/マコト 学/マナブ 剛/ツヨシ 浩/ヒロシ
隆/タカシ 修/オサム 哲也/テツヤ 雅之/マサユキ 英樹/ヒデキ 康弘/ヤスヒロ 達也/タツヤ 智也/トモヤ 亮/リョウ 潤/ジュン
慎一/シンイチ 裕介/ユウスケ 俊介/シュンスケ 悠斗/ユウト 蓮/レン 陽介/ヨウスケ 良太/リョウタ 宏明/ヒロアキ 光/ヒカル 豊/ユタカ
美咲/ミサキ 愛/アイ 陽子/ヨウコ 恵/メグミ 由美子/ユミコ 久美子/クミコ 真由美/マユミ 智子/トモコ 裕子/ユウコ 香織/カオリ
麻衣/マイ 彩/アヤ 千尋/チヒロ 葵/アオイ 結衣/ユイ 奈々/ナナ 早紀/サキ 理恵/リエ 沙織/サオリ 瞳/ヒトミ
綾子/アヤコ 直美/ナオミ 優子/ユウコ 舞/マイ 友美/トモミ 里奈/リナ 明日香/アスカ 桃子/モモコ 遥/ハルカ 玲奈/レナ`)

/** Core of a company's name, its kana, its domain. */
const cores = pairs(`
青葉/アオバ/aoba みらい/ミライ/mirai 東雲/シノノメ/shinonome 若葉/ワカバ/wakaba 八雲/ヤクモ/yakumo 千歳/チトセ/chitose 瑞穂野/ミズホノ/mizuhono 北斗/ホクト/hokuto
南風/ナンプウ/nanpu 白樺/シラカバ/shirakaba 紅葉/モミジ/momiji 朝日川/アサヒガワ/asahigawa 銀河/ギンガ/ginga 富士見/フジミ/fujimi 桜川/サクラガワ/sakuragawa 松風/マツカゼ/matsukaze
竹原/タケハラ/takehara 梅津/ウメヅ/umezu 藤波/フジナミ/fujinami 柏木/カシワギ/kashiwagi 楠/クスノキ/kusunoki 橘/タチバナ/tachibana 飛鳥/アスカ/asuka 常盤/トキワ/tokiwa
美作/ミマサカ/mimasaka 越路/コシジ/koshiji 信濃路/シナノジ/shinanoji 筑紫/ツクシ/tsukushi 薩摩野/サツマノ/satsumano 讃岐野/サヌキノ/sanukino 播磨路/ハリマジ/harimaji 琵琶/ビワ/biwa
三宝/サンポウ/sanpo 五十鈴/イスズガワ/isuzugawa 七星/ナナホシ/nanahoshi 大空/オオゾラ/ozora 天竜/テンリュウ/tenryu 光陽/コウヨウ/koyo 清風/セイフウ/seifu 泰平/タイヘイ/taihei`) as unknown as [
  string,
  string,
  string,
][]

/** What follows the core: suffix, its kana, a part of the domain, the industry, usual size. */
const trades = [
  ['製作所', 'セイサクショ', 'mfg', '製造業', [30, 800]],
  ['精機', 'セイキ', 'seiki', '製造業', [50, 1200]],
  ['化学工業', 'カガクコウギョウ', 'chem', '製造業', [100, 3000]],
  ['電子', 'デンシ', 'denshi', '製造業', [80, 2000]],
  ['食品', 'ショクヒン', 'foods', '製造業', [40, 900]],
  ['システムズ', 'システムズ', 'systems', '情報通信業', [20, 600]],
  ['ソフトウェア', 'ソフトウェア', 'soft', '情報通信業', [10, 300]],
  ['データ', 'データ', 'data', '情報通信業', [15, 400]],
  ['物流', 'ブツリュウ', 'logi', '運輸業・郵便業', [60, 1500]],
  ['運輸', 'ウンユ', 'unyu', '運輸業・郵便業', [40, 700]],
  ['商事', 'ショウジ', 'shoji', '卸売業・小売業', [20, 500]],
  ['商店', 'ショウテン', 'shop', '卸売業・小売業', [5, 60]],
  ['建設', 'ケンセツ', 'const', '建設業', [30, 900]],
  ['設備', 'セツビ', 'setsubi', '建設業', [15, 200]],
  ['不動産', 'フドウサン', 'estate', '不動産業', [8, 150]],
  ['コンサルティング', 'コンサルティング', 'consulting', '学術研究・専門サービス業', [5, 120]],
  ['会計事務所', 'カイケイジムショ', 'kaikei', '学術研究・専門サービス業', [4, 40]],
  ['メディカル', 'メディカル', 'medical', '医療・福祉', [30, 600]],
] as const

/** What large groups of companies are called in front, once the plain names are used up. */
const fronts = pairs(`
東/ヒガシ/higashi 西/ニシ/nishi 南/ミナミ/minami 北/キタ/kita 大/ダイ/dai 新/シン/shin 中央/チュウオウ/chuo 第一/ダイイチ/daiichi 第二/ダイニ/daini 関東/カントウ/kanto
関西/カンサイ/kansai 東海/トウカイ/tokai 北陸/ホクリク/hokuriku 九州/キュウシュウ/kyushu 四国/シコク/shikoku 東北/トウホク/tohoku 山陽/サンヨウ/sanyo 山陰/サンイン/sanin 信越/シンエツ/shinetsu 湘南/ショウナン/shonan
京浜/ケイヒン/keihin 阪神/ハンシン/hanshin 日進/ニッシン/nisshin 協和/キョウワ/kyowa 共立/キョウリツ/kyoritsu 三協/サンキョウ/sankyo 双葉/フタバ/futaba 旭/アサヒ/asahi 明和/メイワ/meiwa 昭栄/ショウエイ/shoei
栄光/エイコウ/eiko 太陽/タイヨウ/taiyo 丸三/マルサン/marusan 丸栄/マルエイ/maruei 城南/ジョウナン/jonan 城北/ジョウホク/johoku 城東/ジョウトウ/joto 城西/ジョウサイ/josai 港南/コウナン/konan 西海/サイカイ/saikai
南海/ナンカイ/nankai 北海/ホッカイ/hokkai 東亜/トウア/toa 国際/コクサイ/kokusai 総合/ソウゴウ/sogo 中部/チュウブ/chubu 日東/ニットウ/nitto 日新/ニッシン/nissin 日昇/ニッショウ/nissho 利根/トネ/tone
多摩/タマ/tama 武蔵野/ムサシノ/musashino 相模/サガミ/sagami 駿河/スルガ/suruga 三河/ミカワ/mikawa 尾張/オワリ/owari 近江/オウミ/omi 大和路/ヤマトジ/yamatoji 紀州/キシュウ/kishu 備前/ビゼン/bizen
安芸/アキ/aki 長門/ナガト/nagato 豊後/ブンゴ/bungo 肥前/ヒゼン/hizen 津軽/ツガル/tsugaru 琉球/リュウキュウ/ryukyu 瀬戸内/セトウチ/setouchi 有明/アリアケ/ariake 飛騨/ヒダ/hida 若狭/ワカサ/wakasa`) as unknown as [
  string,
  string,
  string,
][]

/** The name in front of the n-th round through all plain names. */
export const frontOf = (round: number): [string, string, string] => {
  if (round === 0) return ['', '', '']
  const front = fronts[(round - 1) % fronts.length]!
  const again = Math.floor((round - 1) / fronts.length)
  return again === 0
    ? front
    : [`${front[0]}${fronts[again]![0]}`, `${front[1]}${fronts[again]![1]}`, `${front[2]}${fronts[again]![2]}`]
}

export const companyNames = cores.flatMap(([core, coreKana, coreDomain]) =>
  trades.map(([trade, tradeKana, tradeDomain, industry, size]) => ({
    core: `${core}${trade}`,
    kana: `${coreKana}${tradeKana}`,
    domain: `${coreDomain}-${tradeDomain}.example.jp`,
    industry,
    size,
  })),
)

export const legalForms: [{ front: string; back: string }, number][] = [
  [{ front: '株式会社', back: '' }, 45],
  [{ front: '', back: '株式会社' }, 40],
  [{ front: '有限会社', back: '' }, 6],
  [{ front: '合同会社', back: '' }, 6],
  [{ front: '', back: '（株）' }, 3],
]

/** Prefecture, city and town, postal code, area code of the telephone. */
export const places = [
  ['東京都', '千代田区神田錦町', '101-0054', '03', 18],
  ['東京都', '港区芝浦', '108-0023', '03', 14],
  ['東京都', '品川区西五反田', '141-0031', '03', 10],
  ['東京都', '江東区豊洲', '135-0061', '03', 6],
  ['神奈川県', '横浜市西区北幸', '220-0004', '045', 8],
  ['埼玉県', 'さいたま市大宮区桜木町', '330-0854', '048', 5],
  ['千葉県', '千葉市中央区新町', '260-0028', '043', 4],
  ['大阪府', '大阪市北区梅田', '530-0001', '06', 14],
  ['大阪府', '大阪市中央区本町', '541-0053', '06', 7],
  ['兵庫県', '神戸市中央区御幸通', '651-0087', '078', 4],
  ['京都府', '京都市下京区烏丸通', '600-8216', '075', 4],
  ['愛知県', '名古屋市中村区名駅', '450-0002', '052', 10],
  ['静岡県', '浜松市中央区鍛冶町', '430-0933', '053', 4],
  ['福岡県', '福岡市博多区博多駅前', '812-0011', '092', 7],
  ['広島県', '広島市中区紙屋町', '730-0031', '082', 3],
  ['宮城県', '仙台市青葉区中央', '980-0021', '022', 4],
  ['北海道', '札幌市中央区北一条西', '060-0001', '011', 5],
  ['石川県', '金沢市広岡', '920-0031', '076', 2],
] as const

export const departments = [
  '営業部',
  '総務部',
  '情報システム部',
  '経営企画部',
  '製造部',
  '購買部',
  '人事部',
  '経理部',
  '品質保証部',
  'マーケティング部',
  '業務改革推進室',
  '',
] as const

export const titles = [
  ['代表取締役', 5],
  ['取締役', 5],
  ['執行役員', 3],
  ['部長', 14],
  ['次長', 5],
  ['課長', 20],
  ['課長代理', 5],
  ['係長', 9],
  ['主任', 13],
  ['マネージャー', 6],
  ['', 15],
] as const
