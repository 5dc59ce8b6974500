import { fileURLToPath } from 'node:url'
import pdfmake from 'pdfmake'
import type { Paper } from './paper.schema.ts'
import { layOut } from './pdf.layout.ts'

// The whole fonts, not those for screens: names are written 髙, 﨑, ㈱ and ①.
const font = (weight: string) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-jp/${weight}/NotoSansJP_${weight}.ttf`))
const fonts = { normal: font('400Regular'), bold: font('700Bold') }

pdfmake.setFonts({ NotoSansJP: fonts })
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(path => Object.values(fonts).includes(path))

/** The document on A4, drawn anew each time out of what was frozen on issuing: the same paper, the same page. */
export async function pdfOf(paper: Paper): Promise<File> {
  const bytes = await pdfmake.createPdf(layOut(paper)).getBuffer()
  return new File([new Uint8Array(bytes)], `${paper.number ?? '下書き'}.pdf`, { type: 'application/pdf' })
}
