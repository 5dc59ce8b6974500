import { Refusal } from '../../platform/refusal.ts'
import { Archive, broken } from './archive.ts'
import { type NumberShape, shapeOf } from './numberShape.ts'
import { readWholeXml } from './sheetXml.ts'
import { LIMITS, type Source } from './table.ts'

export type Workbook = {
  name: string
  archive: Archive
  since1904: boolean
  /** Paths of the sheets that are shown, in the order of their tabs. */
  sheets: string[]
  strings: string[]
  /** How the numbers of each cell style are to be read. */
  shapes: NumberShape[]
}

export async function openWorkbook(source: Source): Promise<Workbook> {
  const workbook = await outline(source)
  const { name, archive } = workbook
  return { ...workbook, strings: await sharedStrings(name, archive), shapes: await styles(name, archive) }
}

export async function outline({ name, bytes }: Source): Promise<Omit<Workbook, 'strings' | 'shapes'>> {
  const archive = new Archive(name, bytes)
  if (!archive.has('xl/workbook.xml')) throw broken(name)
  const targets = await relations(name, archive)
  const sheets: string[] = []
  let since1904 = false
  await readWholeXml(name, archive, 'xl/workbook.xml', {
    open(tag, attributes) {
      if (tag === 'workbookPr') since1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (tag !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      const path = targets.get(relation ?? '')
      if (path !== undefined && archive.has(path)) sheets.push(path)
    },
  })
  return { name, archive, since1904, sheets }
}

async function relations(name: string, archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  await readWholeXml(name, archive, 'xl/_rels/workbook.xml.rels', {
    open(tag, { Id, Target }) {
      if (tag !== 'Relationship' || Id === undefined || Target === undefined) return
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`)
    },
  })
  return targets
}

async function sharedStrings(name: string, archive: Archive): Promise<string[]> {
  const strings: string[] = []
  let size = 0
  let text = ''
  let reading = 0
  let inText = false
  await readWholeXml(name, archive, 'xl/sharedStrings.xml', {
    open(tag) {
      if (tag === 'si') text = ''
      // rPh holds the furigana of the word before it.
      else if (tag === 'rPh') reading += 1
      else if (tag === 't') inText = reading === 0
    },
    text(part) {
      if (inText) text += part
    },
    close(tag) {
      if (tag === 'rPh') reading -= 1
      else if (tag === 't') inText = false
      else if (tag === 'si') {
        size += text.length
        if (size > LIMITS.sharedStrings) throw tooManyTexts(name)
        strings.push(unescape(text))
      }
    },
  })
  return strings
}

async function styles(name: string, archive: Archive): Promise<NumberShape[]> {
  const formats = new Map<string, string>()
  const shapes: NumberShape[] = []
  let inCells = false
  await readWholeXml(name, archive, 'xl/styles.xml', {
    open(tag, { numFmtId = '0', formatCode = '' }) {
      if (tag === 'numFmt') formats.set(numFmtId, formatCode)
      else if (tag === 'cellXfs') inCells = true
      else if (tag === 'xf' && inCells) shapes.push(shapeOf(Number(numFmtId), formats.get(numFmtId)))
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return shapes
}

/** Excel writes characters that XML forbids as _x000D_. */
export function unescape(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function tooManyTexts(name: string): Refusal {
  return new Refusal(
    'tooLarge',
    {
      en: `${name} holds more text than can be imported at once. Split it into several files.`,
      ja: `「${name}」は文字数が多すぎて一度に取り込めません。複数のファイルに分割してください。`,
    },
    { name },
  )
}
