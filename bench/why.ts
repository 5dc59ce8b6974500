/** Of rows that miss their target: why, and what was tried. Said beside the figure in RESULTS.md for as long as it is missed. */
export const whyOf: Record<string, string> = {}
