/**
 * Shapes of one character that Japanese offices write for one another: old forms (國), forms only found in
 * names (髙, 濵, 𠮷), Windows extras (﨑) and simplified hand-written ones. Each group starts with the form the
 * others fold to. For keys and search only: what a person wrote is what they are shown.
 * NFKC has already taken care of the compatibility block (神, 福, 都).
 */
const groups = `
高髙 崎﨑嵜碕 辺邊邉 斎齋斉齊 徳德悳 柳栁桺 浜濱濵 沢澤 桜櫻 広廣 国國圀囯 竜龍 滝瀧 桑桒 吉𠮷 恵惠
真眞 栄榮 静靜 豊豐 富冨 峰峯 槙槇 遥遙 尭堯 瑶瑤 亀龜 鉄鐵銕鉃鐡 塩鹽 条條 鶴靏靍靎鸖 館舘 曽曾
薮藪 万萬 与與 来來 黒黑 昇曻 関關 気氣 学學 実實 宝寶寳 寿壽 将將 巌巖 帯帶 弁辨瓣辯 弥彌 当當
従從 応應 恒恆 悦悅 慎愼 戦戰 拝拜 拡擴 挙擧 捜搜 断斷 旧舊 昼晝 暁曉 会會 横橫 検檢 楽樂 権權
欧歐 歓歡 歩步 歳歲 帰歸 毎每 浅淺 済濟 渓溪谿 渉涉 湾灣 満滿 焼燒 為爲 独獨 献獻 画畫 畳疊 発發
県縣 礼禮 祢禰 秘祕 称稱 稲稻 穂穗 穏穩 糸絲 経經 緑綠 縁緣 総總 縦縱 繊纖 続續 絵繪 継繼 欠缺
声聲 聡聰 粛肅 胆膽 台臺 芸藝 荘莊 蒋蔣 蔵藏 薫薰 薬藥 虫蟲 蛍螢 蚕蠶 装裝 覚覺 覧覽 観觀 触觸
訳譯 証證 読讀 変變 譲讓 売賣 頼賴 賛贊 践踐 軽輕 転轉 辞辭 郷鄉鄕 郎郞 酔醉 医醫 醸釀 釈釋 銭錢
録錄 鎮鎭 鉱鑛 隠隱 双雙 雑雜 霊靈 青靑 顔顏 顕顯 余餘 駅驛 駆驅駈 験驗 鶏鷄雞 麦麥 麹麴 黄黃 黙默
点點 党黨 歯齒 齢齡 団團 囲圍 円圓 図圖 圧壓 壊壞 増增 壱壹 弐貳 参參 奥奧 奨獎 嬢孃 寛寬 専專
対對 届屆 属屬 岳嶽 峡峽 巣巢 庁廳 廃廢 弾彈 径徑 徴徵 恋戀 悪惡 懐懷 戯戲 戸戶 払拂 抜拔 択擇
担擔 拠據 掲揭 揺搖 摂攝 撃擊 効效 数數 昂昻 枢樞 桟棧 桧檜 楼樓 様樣 歴歷 渋澁澀 温溫 滞滯 潜潛
瀬瀨 灯燈 炉爐 営營 状狀 狭狹 猟獵 獣獸 盗盜 尽盡 研硏 砕碎 禄祿 禅禪 祷禱 竃竈 縄繩 缶罐 聴聽
脳腦 脱脫 臓臟 舎舍 舗舖鋪 芦蘆 茎莖 萌萠 蝋蠟 蛎蠣 衛衞 覇霸 謡謠 醤醬 鈎鉤 靭靱 頬頰 顛顚 騨驒
騒騷 鯵鰺 鴎鷗 鴬鶯 麺麵麪 篭籠 繋繫 莱萊 諌諫 渕淵渊 船舩 橋𣘺 松枩 島嶋嶌 梅楳 柏栢 凛凜 準凖
涼凉 剣劍劒劔剱 勲勳 厳嚴 収收 叙敍 喜㐂 器噐 姉姊 彦彥 撹攪 教敎 明朙 晋晉 本夲 沖冲 浄淨 煕熙熈
猪豬 珍珎 産產 秋穐秌 穣穰 篠筱 誉譽 間閒 亘亙 亜亞 仏佛 仮假 伝傳 価價 侠俠 倶俱 偽僞 児兒 両兩
乗乘 乱亂 予豫 争爭 区區 即卽 却卻 呉吳 呑吞 唖啞 嘘噓 嚢囊 填塡 寝寢 屏屛 并幷 掴摑 掻搔 既旣
曳曵 概槪 潅灌 溌潑 涜瀆 焔焰 痩瘦 皐皋 箪簞 虚虛 蝉蟬 説說 税稅 鋭銳 閲閱 清淸 剥剝 頚頸 鹸鹼
並竝 仙僊 冊册 処處 凡凢 剰剩 剤劑 励勵 労勞 勧勸 単單 巻卷 厨廚 号號 嘱囑 塁壘 挿插 挟挾 枡桝
梼檮 槍鎗 氷冰 湿濕 涛濤 猫貓 砺礪 碍礙 稚穉 稟禀 筍笋 群羣 艶艷 荊荆 蕊蘂 讃讚 跡迹 村邨 酢醋
隣鄰 韮韭 翻飜 駄馱 髪髮 雁鴈 麸麩 鼠鼡 線綫 輌輛 弯彎 朗朖 邦邫 兎兔莵 野埜 宮宫 卯夘 緒緖
 爾尓 虎乕 蘇蘓 恥耻 裏裡 迩邇 冴冱 杯盃 婿聟 叡睿 岡崗
`

const foldTo = new Map<string, string>()
for (const group of groups.split(/\s+/)) {
  const [standard, ...others] = group
  if (standard === undefined) continue
  for (const other of others) if (other !== standard) foldTo.set(other, standard)
}

const foldable = new RegExp(`[${[...foldTo.keys()].join('')}]`, 'gu')

/** Folds every known variant to its standard form; 髙橋 and 高橋 become one. */
export function foldKanji(text: string): string {
  return text.replace(foldable, variant => foldTo.get(variant) ?? variant)
}
