import { legalFormAtBack } from './legalForm.ts'
import { PREFECTURES, prefectureOfCity } from './places.ts'

const kind = '(?:支店|支社|支部|支局|営業所|営業部|事業所|事業部|出張所|工場|本社|本店|支所)'
const places = [
  ...PREFECTURES.map(prefecture => prefecture.replace(/(?<!北海)[都府県道]$/, '')),
  ...[...prefectureOfCity.keys()].map(city => city.replace(/[市区]$/, '')),
  '東北|関東|北関東|首都圏|中部|東海|北陸|甲信越|関西|近畿|中国|四国|九州|西日本|東日本',
]
const afterSpace = new RegExp(`^(.*\\S) (\\S*${kind})$`)
const afterPlace = new RegExp(`^(.{2,}?)((?:${places.join('|')})(?:第?[一二三四五1-9])?${kind})(?<!本社|本店)$`)
const onlyOffice = new RegExp(`^\\S*${kind}$`)

/**
 * Takes a branch or works off the end of a company's name. Without a space it needs a known place before it, or the
 * legal form: 山田製作所 and 東京工場 are names like any other, and so is 読売新聞東京本社.
 */
export function splitOffice(name: string, legalFormSeen: boolean): { name: string; office: string | null } {
  const spaced = afterSpace.exec(name)
  if (spaced?.[1] !== undefined && spaced[2] !== undefined) return { name: spaced[1], office: spaced[2] }
  if (!legalFormSeen) {
    for (let end = name.length - 2; end > 1; end -= 1) {
      const behind = name.slice(end)
      if (onlyOffice.test(behind) && legalFormAtBack(name.slice(0, end)) !== null)
        return { name: name.slice(0, end), office: behind }
    }
  }
  const found = afterPlace.exec(name)
  return found?.[1] !== undefined && found[2] !== undefined
    ? { name: found[1], office: found[2] }
    : { name, office: null }
}
