import { buffer } from 'node:stream/consumers'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readCells } from './table.fixture.ts'
import { type CellValue, type TableFormat, tableWriter } from './write.ts'

async function written(format: TableFormat, rows: CellValue[][], headings = ['見出し', '値']) {
  const writer = tableWriter(format, headings)
  const bytes = buffer(writer.stream)
  for (const row of rows) await writer.writeRow(row)
  return { ...(await writer.end()), bytes: await bytes }
}

async function readBack(format: TableFormat, rows: CellValue[][]) {
  const { bytes } = await written(format, rows)
  return (await readCells({ name: 'a', bytes })).slice(1)
}

describe('CSV', () => {
  test('for Excel: byte order mark, CRLF, quotes', async () => {
    const { bytes } = await written('csv', [
      ['髙﨑〜', '"一"\n二'],
      ['0312', null],
    ])
    expect(bytes.toString()).toBe('\ufeff見出し,値\r\n髙﨑〜,"""一""\n二"\r\n0312,\r\n')
  })

  test.each(['=1+1', '+cmd|/c calc', '-2+3+A1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '-', "'=1"])(
    '%j is made harmless, and comes back as it was',
    async text => {
      const { bytes } = await written('csv', [['x', text]])
      expect(bytes.toString()).toMatch(new RegExp(`x,"?'`))
      expect(await readBack('csv', [['x', text]])).toEqual([['x', text]])
    },
  )

  test.each(['-1200', '+3', '-1,200.50', '+81312345678', '+81-3-1234-5678', '+1 (650) 253-0000', '-5%'])(
    '%s is a number and stays as it is',
    async text => {
      const { bytes } = await written('csv', [['x', text]])
      expect(bytes.toString()).not.toContain("'")
    },
  )

  test('any text comes back as it was', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'=+-@\'",\r\n\t 髙﨑〜−𠮷é1a・') })
    await fc.assert(
      fc.asyncProperty(cell, async text => {
        expect(await readBack('csv', [['x', text]])).toEqual([['x', text]])
      }),
      { numRuns: 200 },
    )
  })
})

describe('CP932', () => {
  test('writes the Windows forms and says what it could not write', async () => {
    const { bytes, unwritable, replaced } = await written('csv-cp932', [
      ['髙﨑①㈱', '〜−—‖¥¢'],
      ['é𠮷é', 'が\u0000'.slice(0, 1)],
    ])
    expect(iconv.decode(bytes, 'cp932')).toBe('見出し,値\r\n髙﨑①㈱,～－―∥￥￠\r\n〓〓〓,が\r\n')
    expect(bytes.includes(Buffer.from('fbfc', 'hex'))).toBe(true)
    expect(unwritable.toSorted()).toEqual(['é', '𠮷'].toSorted())
    expect(replaced).toBe(3)
  })

  test('joins voiced kana that came apart and drops shapes of kanji without a 〓', async () => {
    const { bytes, replaced } = await written('csv-cp932', [['か\u3099く', '葛\u{e0100}城']])
    expect(iconv.decode(bytes, 'cp932')).toContain('がく,葛城')
    expect(replaced).toBe(0)
  })
})

describe('XLSX', () => {
  test('keeps types and text, formulas as mere text', async () => {
    const rows = [
      ['=1+1', 12.5],
      ['一\n二 <&> "', '0312'],
      ['_x0041_', true],
    ]
    expect(await readBack('xlsx', rows)).toEqual([
      ['=1+1', '12.5'],
      ['一\n二 <&> "', '0312'],
      ['_x0041_', 'TRUE'],
    ])
  })

  test('control characters and long texts do not damage the file', async () => {
    const [row] = await readBack('xlsx', [['a\u0001b\ud800c', 'x'.repeat(40_000)]])
    expect(row?.[0]).toBe('ab\ufffdc')
    expect(row?.[1]?.length).toBe(32_000)
  })
})

describe.each<TableFormat>(['csv', 'csv-cp932', 'xlsx'])('%s', format => {
  test('waits for a slow reader and tells the writer when the reader is gone', async () => {
    const writer = tableWriter(format, ['a'])
    let rows = 0
    const writing = (async () => {
      for (; rows < 1_000_000; rows += 1) await writer.writeRow([Math.random(), `${Math.random()}`])
    })()
    const outcome = writing.then(
      () => 'wrote all',
      (error: Error) => error.message,
    )
    let before = -1
    while (before !== rows) {
      before = rows
      await new Promise(resolve => setTimeout(resolve, 300))
    }
    expect(rows).toBeLessThan(200_000)
    writer.stream.destroy()
    expect(await outcome).toMatch(/broken off/)
    await expect(writer.end()).rejects.toThrow('broken off')
  })

  test('a writer that breaks off breaks the download', async () => {
    const writer = tableWriter(format, ['a'])
    const reading = buffer(writer.stream)
    await writer.writeRow(['x'])
    writer.abort(new Error('the database is away'))
    await expect(reading).rejects.toThrow('the database is away')
  })
})
