import type { Content, Document, Layout, Style } from 'pdfmake'
import type { Paper, PaperLine, PaperRate } from './paper.schema.ts'

export const titles = { invoice: '請求書', credit: '返還請求書', revised: '修正請求書' } as const

const grey = '#5b6470'
const rule = '#c9ced6'
const ink = '#1c2330'
const band = '#f1f3f7'

const figures = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 3 })
const number = (value: number) => (value < 0 ? `△${figures.format(-value)}` : figures.format(value))
const yen = (value: number) => (value < 0 ? `△￥${figures.format(-value)}` : `￥${figures.format(value)}`)

function day(text: string | null): string {
  if (!text) return '―'
  const [year, month, date] = text.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** A page that an accountant takes: all that a 適格請求書 (or 適格返還請求書) must say, in the places where one looks for it. */
export function layOut(paper: Paper): Document {
  const draft = paper.number === null
  return {
    info: { title: `${titles[paper.kind]} ${paper.number ?? ''}`.trim(), author: paper.issuer.name },
    language: 'ja-JP',
    pageSize: 'A4',
    pageMargins: [45, 45, 45, 50],
    defaultStyle: { font: 'NotoSansJP', fontSize: 9, color: ink, lineHeight: 1.25 },
    ...(draft ? { watermark: { text: '下書き', color: '#8791a1', opacity: 0.14, bold: true, fontSize: 110 } } : {}),
    content: [
      {
        text: titles[paper.kind],
        fontSize: 20,
        bold: true,
        alignment: 'center',
        characterSpacing: 6,
        margin: [0, 0, 0, 16],
      },
      { columns: [recipient(paper), issuer(paper)], columnGap: 24 },
      ...corrects(paper),
      amount(paper),
      lines(paper),
      below(paper),
    ],
    footer: (page, pages) => ({
      columns: [
        { text: paper.number ?? '', color: grey, fontSize: 8 },
        { text: `${page} / ${pages}`, color: grey, fontSize: 8, alignment: 'right' },
      ],
      margin: [45, 16, 45, 0],
    }),
  }
}

function recipient({ recipient, customerCode }: Paper): Content & { width: string } {
  const { postalCode, address, lines } = recipient
  return {
    width: '*',
    stack: [
      ...(postalCode ? [{ text: `〒${postalCode}` }] : []),
      ...(address ? [{ text: address }] : []),
      ...lines.map(
        (text, at): Content => ({
          text,
          fontSize: at === 0 ? 13 : 11,
          bold: true,
          margin: [0, at === 0 ? 6 : 0, 0, 0],
        }),
      ),
      ...(customerCode
        ? [{ text: `お客様コード：${customerCode}`, color: grey, margin: [0, 4, 0, 0] } as Content]
        : []),
    ],
  }
}

function issuer({ kind, number, issuedOn, orderNumber, tradedOn, issuer }: Paper): Content & { width: number } {
  const facts: [string, string][] = [
    [`${titles[kind]}番号`, number ?? '（発行時に採番）'],
    ['発行日', day(issuedOn)],
    [kind === 'credit' ? '返還日' : '取引日', day(tradedOn)],
    ['注文番号', orderNumber],
  ]
  return {
    width: 215,
    stack: [
      {
        table: { widths: [70, '*'], body: facts.map(([label, value]) => [{ text: label, color: grey }, value]) },
        layout: bare,
        margin: [0, 0, 0, 8],
      },
      { text: issuer.name, fontSize: 12, bold: true },
      ...(issuer.registrationNumber ? [`登録番号：${issuer.registrationNumber}`] : []),
      ...(issuer.address ? [issuer.address] : []),
      ...(issuer.phone ? [`TEL：${issuer.phone}`] : []),
    ],
  }
}

function corrects({ kind, corrects }: Paper): Content[] {
  if (!corrects) return []
  const of = `${corrects.number}（${day(corrects.issuedOn)}発行、取引日 ${day(corrects.tradedOn)}）`
  const text =
    kind === 'credit'
      ? `請求書 ${of}に係る売上の返還・値引きです。`
      : `請求書 ${of}を修正したものです。修正前の請求書に代えてご利用ください。`
  return [{ text, margin: [0, 14, 0, 0] }]
}

function amount(paper: Paper): Content {
  const label = paper.kind === 'credit' ? 'ご返還金額（税込）' : 'ご請求金額（税込）'
  return {
    stack: [
      { text: `件名：${paper.title}`, fontSize: 10, margin: [0, 14, 0, 6] },
      {
        table: {
          widths: ['auto', 'auto', '*'],
          body: [
            [
              { text: label, bold: true, margin: [0, 5, 0, 0] },
              { text: yen(paper.total), fontSize: 17, bold: true, margin: [10, 0, 10, 0] },
              paper.dueOn
                ? { text: `お支払期限：${day(paper.dueOn)}`, alignment: 'right', bold: true, margin: [0, 5, 0, 0] }
                : '',
            ],
          ],
        },
        layout: { hLineWidth: row => (row === 1 ? 1.5 : 0), vLineWidth: () => 0, hLineColor: () => ink },
        margin: [0, 0, 0, 12],
      },
    ],
  }
}

const mark: Record<PaperLine['tax'], string> = { standard: '', reduced: ' ※', exempt: '（非課税）', out: '（不課税）' }
const end: Style = { alignment: 'right', noWrap: true }

function lines({ lines }: Paper): Content {
  const head = (text: string, style: Style = {}): Content => ({ text, bold: true, fillColor: band, ...style })
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', 48, 40, 74, 84],
      body: [
        [head('品名'), head('数量', end), head('単位'), head('単価', end), head('金額（税抜）', end)],
        ...lines.map((line): Content[] => [
          `${line.name}${mark[line.tax]}`,
          { text: number(line.quantity), ...end },
          line.unit,
          { text: number(line.unitPrice), ...end },
          { text: number(line.amount), ...end },
        ]),
      ],
    },
    layout: ruled,
  }
}

function below(paper: Paper): Content {
  const reduced = paper.rates.find(rate => rate.code === 'reduced')
  return {
    // The sums stand together: a total that is alone on the next page is one that nobody finds.
    unbreakable: true,
    stack: [
      {
        columns: [
          {
            width: '*',
            text: reduced ? `※は軽減税率（${reduced.percent}%）対象品目です。` : '',
            color: grey,
            margin: [0, 6, 0, 0],
          },
          { width: 290, table: { widths: ['*', 84, 84], body: sums(paper) }, layout: ruled, margin: [0, 8, 0, 0] },
        ],
      },
      ...(paper.note ? [titled('備考', paper.note)] : []),
      ...(paper.kind !== 'credit' && paper.issuer.bankAccount ? [titled('お振込先', paper.issuer.bankAccount)] : []),
    ],
  }
}

function sums({ rates, net, tax, total }: Paper): Content[][] {
  const row = (label: string, a: string, b: string, style: Style = {}): Content[] => [
    { text: label, ...style },
    { text: a, ...end, ...style },
    { text: b, ...end, ...style },
  ]
  return [
    row('', '対価の額（税抜）', '消費税額', { color: grey, fontSize: 8 }),
    ...rates.map(rate => row(nameOf(rate), yen(rate.net), rate.percent > 0 ? yen(rate.tax) : '―')),
    row('計', yen(net), yen(tax)),
    [
      { text: '合計（税込）', bold: true, fontSize: 11, fillColor: band },
      { text: yen(total), bold: true, fontSize: 11, fillColor: band, colSpan: 2, ...end },
      '',
    ],
  ]
}

function nameOf({ code, percent }: PaperRate): string {
  if (code === 'standard') return `${percent}%対象`
  if (code === 'reduced') return `${percent}%対象（軽減税率）※`
  return code === 'exempt' ? '非課税' : '不課税'
}

const titled = (title: string, text: string): Content => ({
  stack: [{ text: title, bold: true, margin: [0, 12, 0, 2] }, { text }],
})

const ruled: Layout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => rule,
  paddingTop: () => 4,
  paddingBottom: () => 3,
}

const bare: Layout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
}
