import type { TaxCode } from '../products/products.schema.ts'
import type { Rates } from '../products/taxes.ts'

export type Rounding = 'floor' | 'round' | 'ceil'

/** What is sold at one rate: its sum without tax, and the tax on that sum. */
export type AtRate = { code: TaxCode; percent: number; net: number; tax: number }
export type Sum = { rates: AtRate[]; net: number; tax: number; total: number }

const order: readonly TaxCode[] = ['standard', 'reduced', 'exempt', 'out']

/**
 * The sums of an invoice. Tax is rounded once for each rate, never line by line: an invoice that rounds each line is no
 * 適格請求書. What is below zero is rounded like what is above it, so a credit takes off what was added.
 */
export function sumOf(lines: readonly { tax: TaxCode; amount: number }[], rates: Rates, rounding: Rounding): Sum {
  const found = order.flatMap((code): AtRate[] => {
    const own = lines.filter(line => line.tax === code)
    if (own.length === 0) return []
    const net = own.reduce((sum, line) => sum + line.amount, 0)
    return [{ code, percent: rates[code], net, tax: taxOf(net, rates[code], rounding) }]
  })
  const net = found.reduce((sum, rate) => sum + rate.net, 0)
  const tax = found.reduce((sum, rate) => sum + rate.tax, 0)
  return { rates: found, net, tax, total: net + tax }
}

/** In whole numbers throughout: no yen is lost to fractions that a computer cannot write. */
function taxOf(net: number, percent: number, rounding: Rounding): number {
  const hundredths = Math.abs(net) * percent
  const rest = hundredths % 100
  const whole = (hundredths - rest) / 100
  const up = rounding === 'ceil' ? rest > 0 : rounding === 'round' && rest >= 50
  const tax = whole + (up ? 1 : 0)
  return net < 0 && tax > 0 ? -tax : tax
}
