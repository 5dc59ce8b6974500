/** As much of pdfmake as is used here. */
declare module 'pdfmake' {
  export type Margin = [number, number, number, number]
  export type Style = {
    fontSize?: number
    bold?: boolean
    color?: string
    alignment?: 'left' | 'right' | 'center'
    margin?: Margin
    lineHeight?: number
    fillColor?: string
    noWrap?: boolean
    colSpan?: number
    characterSpacing?: number
    unbreakable?: boolean
  }
  export type Content =
    | string
    | (Style & { text: string | Content[] })
    | (Style & { stack: Content[] })
    | (Style & { columns: (Content & { width?: number | string })[]; columnGap?: number })
    | (Style & { table: Table; layout?: Layout | string })
  export type Table = { widths: (number | string)[]; headerRows?: number; dontBreakRows?: boolean; body: Content[][] }
  export type Layout = {
    hLineWidth?: (row: number, node: { table: Table }) => number
    vLineWidth?: () => number
    hLineColor?: () => string
    paddingTop?: () => number
    paddingBottom?: () => number
    paddingLeft?: (column: number) => number
    paddingRight?: (column: number) => number
  }
  export type Document = {
    info?: Record<string, string>
    language?: string
    pageSize: string
    pageMargins: Margin
    defaultStyle: Style & { font: string }
    content: Content[]
    footer?: (page: number, pages: number) => Content
    watermark?: { text: string; color: string; opacity: number; bold?: boolean; fontSize?: number }
  }
  const pdfmake: {
    setFonts(fonts: Record<string, Record<'normal' | 'bold', string>>): void
    setUrlAccessPolicy(allows: (url: string) => boolean): void
    setLocalAccessPolicy(allows: (path: string) => boolean): void
    createPdf(document: Document): { getBuffer(): Promise<Buffer> }
  }
  export default pdfmake
}
