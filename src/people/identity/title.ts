import { remember } from './remember.ts'

export type DecisionLevel = 'decider' | 'executive' | 'head' | 'drafter' | 'influencer' | 'user'

const order: DecisionLevel[] = ['decider', 'executive', 'head', 'drafter', 'influencer', 'user']

/** 'none' takes a word out of the way: 社長室 is a room, not a president. */
const titles: Record<DecisionLevel | 'none', string> = {
  decider: `代表取締役 代表執行役 代表社員 代表理事 代表者 代表 取締役社長 社長 理事長 頭取 院長 学長 総長 校長 園長 組合長 会頭
    オーナー 店主 事業主 創業者 市長 町長 村長 区長 知事 総裁`,
  executive: `会長 副会長 副社長 専務 常務 取締役 取締役会長 執行役員 執行役 役員 担当役員 本部長 理事 副理事長 副頭取 副院長
    事務局長 監事 常任理事 専務理事 統括本部長`,
  head: `事業部長 部長 支店長 支社長 工場長 副本部長 本部長代理 本部長補佐 統括部長 部門長 局長 所長 営業所長 事業所長 センター長
    支配人 店長 館長 院長補佐 ゼネラルマネージャー ゼネラルマネジャー ジェネラルマネージャー`,
  drafter: `次長 副部長 部長代理 部長補佐 部長代行 担当部長 専任部長 副事業部長 事業部長代理 副支店長 支店長代理 副支社長 副工場長
    工場長代理 副所長 所長代理 副店長 局次長 課長 担当課長 室長 社長室長 秘書室長 役員室長 グループ長 グループリーダー
    グループマネージャー マネージャー マネジャー マネージャ プロジェクトマネージャー 参事 主幹`,
  influencer: `課長補佐 課長代理 副課長 課長代行 室長代理 室長補佐 係長 係長代理 主任 副主任 主査 主事 班長 職長 リーダー チームリーダー
    サブリーダー チーフ 副マネージャー アシスタントマネージャー サブマネージャー 顧問 相談役 参与 社長補佐 社長秘書 役員秘書
    会長秘書 社長付 部長付 課長付 監査役 常勤監査役 社外取締役 秘書`,
  user: '担当 担当者 スタッフ 社員 一般 職員 係員 メンバー アシスタント アルバイト パート 派遣社員 契約社員',
  none: `社長室 会長室 秘書室 役員室 取締役会 理事会 監査役会 役員会 担当部 代表電話 社長賞 社員会 一般社団法人 一般財団法人
    リーダーシップ スタッフサービス パートナー`,
}

const english: [DecisionLevel, string][] = [
  ['executive', 'vice president'],
  [
    'executive',
    'vp|svp|evp|coo|cfo|cto|cio|cmo|cso|chro|ciso|cdo|cpo|chairman|chairperson|executive officer|managing director',
  ],
  ['executive', 'executive vice president|board member|chief (?!executive officer)\\w+ officer'],
  ['decider', 'ceo|chief executive officer|president|representative director|founder|co-founder|owner|principal'],
  ['head', 'general manager|gm|director|head of|division manager|plant manager|branch manager'],
  ['drafter', 'deputy general manager|assistant general manager|manager|mgr'],
  ['influencer', 'assistant manager|deputy manager|supervisor|leader|chief|team lead|secretary|advisor|adviser'],
  ['user', 'staff|member|assistant|associate'],
]

const levelOf = new Map<string, DecisionLevel | 'none'>()
for (const [level, words] of Object.entries(titles) as [DecisionLevel | 'none', string][])
  for (const word of words.trim().split(/\s+/)) levelOf.set(word, level)

const longest = [...levelOf.keys()].toSorted((a, b) => b.length - a.length)
const japanese = new RegExp(longest.join('|'), 'g')
const western = english
  .flatMap(([level, words]) => words.split('|').map(word => [level, word] as const))
  .toSorted((a, b) => b[1].length - a[1].length)

/**
 * How far a purchase is decided by somebody with this title. Longest words win (課長補佐 is no 課長, 担当部長 has the
 * rank but not the department); of several titles in one cell the highest counts.
 */
export const decisionLevel = remember((title: string): DecisionLevel | null => {
  const plain = title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
  const found = new Set<DecisionLevel | 'none' | undefined>()
  for (const [word] of plain.matchAll(japanese)) found.add(levelOf.get(word))
  let left = plain
  for (const [level, word] of western) {
    const without = left.replace(new RegExp(`(?<![a-z])(?:${word})(?![a-z])`, 'g'), ' / ')
    if (without !== left) found.add(level)
    left = without
  }
  return order.find(level => found.has(level)) ?? null
})
