import { buffer } from 'node:stream/consumers'
import type { Language } from '../../platform/api.ts'
import type { RefusedRow } from './imports.schema.ts'
import { tableWriter } from './write.ts'

const words = {
  ja: { row: '行番号', problem: '取り込めなかった理由', file: '取り込めなかった行' },
  en: { row: 'Row', problem: 'Why it was refused', file: 'refused' },
}

/** The refused rows in the columns of their file, to be corrected and dropped again: what is new stands behind them. */
export async function refusedFile(
  { fileName, headings, rows }: { fileName: string; headings: string[]; rows: RefusedRow[] },
  language: Language,
): Promise<File> {
  const said = words[language]
  const width = Math.max(headings.length, ...rows.map(r => r.cells.length))
  const cellsOf = (cells: string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '')
  const writer = tableWriter('csv', [...cellsOf(headings), said.row, said.problem])
  const bytes = buffer(writer.stream)
  for (const { row, problem, cells } of rows) await writer.writeRow([...cellsOf(cells), row, problem])
  await writer.end()
  return new File([await bytes], `${fileName.replace(/\.\w+$/, '')}_${said.file}.csv`, { type: writer.contentType })
}
