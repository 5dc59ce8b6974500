const formulaStart = /^'*[=+\-@\t\r\n＝＋－＠]/
const madeHarmless = /^'(?='*[=+\-@\t\r\n＝＋－＠])/

// Digits with signs between them cannot name a cell, call a function or start a program. At worst Excel shows a
// telephone number as a sum, while an apostrophe would spoil every amount and number for whoever reads the file next.
const number = /^[+-]?\d[\d,]*(?:\.\d+)?%?$/
const telephone = /^\+\d[\d ()-]*$/

/** Keeps Excel from running what a stranger typed into a form, when it opens the text in a CSV. */
export function harmless(text: string): string {
  return formulaStart.test(text) && !number.test(text) && !telephone.test(text) ? `'${text}` : text
}

/** Takes off what `harmless` put on, so that a file of ours comes back as it went. */
export function asWritten(text: string): string {
  return text.replace(madeHarmless, '')
}
