import exceljs from 'exceljs'
import { describe, expect, test } from 'vitest'
import { sniff } from './decode.ts'
import { readAll, readCells, refusalOf, workbook, zip } from './table.fixture.ts'

const book = (bytes: Buffer) => ({ name: '名簿.xlsx', bytes })

test('every kind of cell becomes the text that Excel shows', async () => {
  const made = new exceljs.Workbook()
  made.addWorksheet('空')
  const sheet = made.addWorksheet('名簿')
  sheet.addRow(['会社名', '値'])
  sheet.addRow(['日付', new Date('2026-11-22T00:00:00Z')]).getCell(2).numFmt = 'yyyy/m/d'
  sheet.addRow(['和暦', new Date('2026-11-22T00:00:00Z')]).getCell(2).numFmt = '[$-411]ggge"年"m"月"d"日"'
  sheet.addRow(['日時', new Date('2026-11-22T10:30:00Z')]).getCell(2).numFmt = 'yyyy/mm/dd hh:mm'
  sheet.addRow(['時刻', 0.75]).getCell(2).numFmt = 'h:mm'
  sheet.addRow(['郵便番号', 600001]).getCell(2).numFmt = '[<=999]000;[<=9999]000-00;000-0000'
  sheet.addRow(['番号', 42]).getCell(2).numFmt = '000000'
  sheet.addRow(['金額', 1234567.5]).getCell(2).numFmt = '"¥"#,##0.0;[Red]-#,##0.0'
  sheet.addRow(['標準', 1.5]).getCell(2).numFmt = 'G/標準'
  sheet.addRow(['法人番号', 7000012050002])
  sheet.addRow(['大きい数', 1e22])
  sheet.addRow(['小さい数', 0.0000001])
  sheet.addRow(['誤差', 0.1 + 0.2])
  sheet.addRow(['シリアル値', 46348])
  sheet.addRow(['書式付き', { richText: [{ text: '田中' }, { text: '太郎', font: { bold: true } }] }])
  sheet.addRow(['リンク', { text: 'a@b.jp', hyperlink: 'mailto:a@b.jp' }])
  sheet.addRow(['数式', { formula: 'A1&"x"', result: '結果' }])
  sheet.addRow(['数式の数', { formula: '1+1', result: 2 }])
  sheet.addRow(['真偽', true])
  sheet.addRow(['エラー', { error: '#N/A' }])
  sheet.addRow([])
  sheet.addRow(['改行', '一\n二'])
  const bytes = Buffer.from(await made.xlsx.writeBuffer())
  expect(Object.fromEntries(await readCells(book(bytes)))).toEqual({
    会社名: '値',
    日付: '2026-11-22',
    和暦: '2026-11-22',
    日時: '2026-11-22 10:30',
    時刻: '18:00',
    郵便番号: '060-0001',
    番号: '000042',
    金額: '1234567.5',
    標準: '1.5',
    法人番号: '7000012050002',
    大きい数: '10000000000000000000000',
    小さい数: '0.0000001',
    誤差: '0.3',
    シリアル値: '46348',
    書式付き: '田中太郎',
    リンク: 'a@b.jp',
    数式: '結果',
    数式の数: '2',
    真偽: 'TRUE',
    エラー: undefined,
    改行: '一\n二',
  })
  expect((await readAll(book(bytes))).at(-1)?.row).toBe(22)
  expect(await sniff({ name: '名簿.xlsx', bytes })).toMatchObject({ format: 'xlsx', encoding: null, headingRow: 1 })
})

test('the word is read, not its furigana', async () => {
  const strings =
    '<sst><si><t>田中</t><rPh sb="0" eb="2"><t>タナカ</t></rPh></si><si><r><t>太</t></r><r><t>郎_x000D_</t></r></si></sst>'
  const row =
    '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c><c r="E3" t="inlineStr"><is><t>株</t><rPh><t>カブ</t></rPh></is></c></row>'
  expect(await readAll(book(workbook([row], { 'xl/sharedStrings.xml': strings })))).toEqual([
    { row: 3, cells: ['', '田中', '', '太郎\r', '株'] },
  ])
})

test('rows and cells that do not say where they are follow one another', async () => {
  const row = '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>'
  expect(await readAll(book(workbook([row + row])))).toEqual([
    { row: 1, cells: ['a', 'b'] },
    { row: 2, cells: ['a', 'b'] },
  ])
})

test('the first tab that is shown and holds something is read', async () => {
  const hidden = '<row r="1"><c r="A1" t="str"><v>hidden</v></c></row>'
  const shown = '<row r="1"><c r="A1" t="str"><v>shown</v></c></row>'
  expect(await readCells(book(workbook([hidden, '<row r="1"/>', shown], {}, ['state="hidden"'])))).toEqual([['shown']])
})

test('kanji stay whole in a long sheet', async () => {
  const many = Array.from({ length: 5000 }, (_, at) => `<row><c t="str"><v>${'漢'.repeat(at % 11)}字</v></c></row>`)
  const read = await readCells(book(workbook([many.join('')])))
  expect(read).toHaveLength(5000)
  expect(read.every(([word]) => /^漢*字$/.test(word ?? ''))).toBe(true)
})

describe('hostile and broken files are refused', () => {
  test('a small file that unpacks to a huge one', async () => {
    const bomb = workbook(['<row/>'], { 'xl/sharedStrings.xml': Buffer.alloc(320 * 1024 * 1024, ' ') })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await refusalOf(book(bomb))).toContain('300MB')
  })

  test('a zip that is no workbook, XML that breaks off, a part cut short', async () => {
    expect(await refusalOf(book(zip({ 'word/document.xml': '<a/>' })))).toContain('Excelファイルではありません')
    expect(await refusalOf(book(workbook(['<row><c t="str"><v>a</v></c>'])))).toContain('壊れている')
    const cut = workbook(['<row><c t="str"><v>a</v></c></row>'.repeat(1000)])
    cut.fill(0x55, 600, 640)
    expect(await refusalOf(book(cut))).toMatch(/^Refusal/)
  })

  test('a cell far to the right', async () => {
    expect(await refusalOf(book(workbook(['<row r="1"><c r="ZZ1" t="str"><v>a</v></c></row>'])))).toContain('702列')
  })
})
