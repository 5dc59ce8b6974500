/**
 * A Japanese 法人番号 (13 digits, the first of which checks the others), or the T number of a company, as 13 plain
 * digits; null when it is not one. The check digit cannot tell 0 from 9, so a valid number is not yet the right one.
 */
export function corporateNumber(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s\-‐‑‒–—―−ー'’]/g, '')
    .replace(/^T/i, '')
  return /^[1-9]\d{12}$/.test(digits) && digits[0] === checkDigit(digits.slice(1)) ? digits : null
}

export function checkDigit(base12: string): string {
  const sum = [...base12].toReversed().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 2), 0)
  return String(9 - (sum % 9))
}
