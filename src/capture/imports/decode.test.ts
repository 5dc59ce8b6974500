import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { sniff } from './decode.ts'
import { readAll, readCells, refusalOf } from './table.fixture.ts'

const file = (text: string, encoding = 'utf8', name = 'list.csv') => ({ name, bytes: iconv.encode(text, encoding) })
const people = '会社名,氏名\r\n㈱髙﨑商店,田中　太郎\r\n'

describe('text', () => {
  test.each([
    ['utf8', file(people)],
    ['utf8', { name: 'a.csv', bytes: Buffer.from(`\ufeff${people}`) }],
    ['cp932', file(people, 'cp932')],
    ['eucjp', file(people.replace('㈱髙﨑', 'たかさき'), 'eucjp')],
    ['utf16le', { name: 'a.csv', bytes: iconv.encode(people, 'utf16le', { addBOM: true }) }],
    ['utf16be', { name: 'a.csv', bytes: iconv.encode(people, 'utf16be', { addBOM: true }) }],
  ])('%s is recognised', async (encoding, source) => {
    expect((await sniff(source)).encoding).toBe(encoding)
    expect((await readCells(source))[1]?.[1]).toBe('田中　太郎')
    expect((await readCells(source))[0]).toEqual(['会社名', '氏名'])
  })

  test.each([
    [',', 'csv'],
    [';', 'csv'],
    ['\t', 'tsv'],
  ])('cells parted by %j', async (delimiter, format) => {
    const text = people.replaceAll(',', delimiter).replace('田中　太郎', '"田,中;	"')
    expect(await sniff(file(text))).toMatchObject({ delimiter, format })
    expect((await readCells(file(text)))[1]).toEqual(['㈱髙﨑商店', '田,中;	'])
  })

  test('line breaks in quotes, ragged rows, blank lines, zeros in front', async () => {
    const source = file('a,b,c\n"一\r\n二",0312345678\n\n,,\nx,y,z,w\r\n"""q""",1\rlast,1')
    expect(await readAll(source)).toEqual([
      { row: 1, cells: ['a', 'b', 'c'] },
      { row: 2, cells: ['一\r\n二', '0312345678'] },
      { row: 6, cells: ['x', 'y', 'z', 'w'] },
      { row: 7, cells: ['"q"', '1'] },
      { row: 8, cells: ['last', '1'] },
    ])
  })

  test('kanji on the border of a chunk stay whole', async () => {
    const long = Array.from({ length: 9000 }, (_, at) => `${at},${'漢'.repeat(at % 7)}字`).join('\n')
    for (const encoding of ['utf8', 'cp932']) {
      const read = await readCells(file(long, encoding))
      expect(read).toHaveLength(9000)
      expect(read.every(([, word]) => /^漢*字$/.test(word ?? ''))).toBe(true)
    }
  })
})

describe('headings', () => {
  test('are found below titles and remarks', async () => {
    const found = await sniff(
      file('展示会2026 来場者一覧,,\n作成日,2026/11/22\n\n会社名,氏名,メールアドレス\nA社,田中,a@b.jp\n'),
    )
    expect(found).toMatchObject({
      headingRow: 4,
      headings: ['会社名', '氏名', 'メールアドレス'],
      sample: [['A社', '田中', 'a@b.jp']],
    })
  })

  test('are not invented where the data begin at once', async () => {
    const found = await sniff(file('A社,田中,a@b.jp\nB社,鈴木,c@d.jp\n'))
    expect(found).toMatchObject({ headingRow: null, headings: [], rowCount: 2 })
    expect(found.sample).toHaveLength(2)
  })

  test('the sample is the first twenty rows, the count is about all', async () => {
    const found = await sniff(file(`会社名,氏名\n${'A社,田中\n'.repeat(500)}`))
    expect(found.sample).toHaveLength(20)
    expect(found.rowCount).toBe(500)
  })
})

describe('what cannot be read is refused with a sentence', () => {
  test.each([
    ['a PDF', Buffer.from('%PDF-1.7\n...'), 'PDFファイル'],
    ['a picture', Buffer.from('\x89PNG\r\n', 'latin1'), 'PNGファイル'],
    ['a web page called .xls', Buffer.from('<html><table><tr><td>a</td></tr></table>'), 'HTMLファイル'],
    ['an old or locked Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧形式'],
    ['a broken zip', Buffer.from('PK\x03\x04rubbish', 'latin1'), '壊れている'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]), '読み取れる形式ではありません'],
    ['a quote that never closes', Buffer.from('a,b\n1,"2\n3,4\n'), '引用符'],
    ['too many columns', Buffer.from(`${'x,'.repeat(200)}x\n`), '201列'],
    ['nothing', Buffer.alloc(0), 'データがありません'],
  ])('%s', async (_, bytes, part) => {
    const answer = await refusalOf({ name: '名簿.csv', bytes })
    expect(answer).toMatch(/^Refusal: 「名簿\.csv」/)
    expect(answer).toContain(part)
  })

  test('more than 50 MB', async () => {
    expect(await refusalOf({ name: '名簿.csv', bytes: Buffer.alloc(50 * 1024 * 1024 + 1, 'a') })).toContain('50MB')
  })

  test('blank columns at the end of a row do not count', async () => {
    expect(await refusalOf({ name: '名簿.csv', bytes: Buffer.from(`a,b${','.repeat(5000)}\n`) })).toBe('read')
  })
})
