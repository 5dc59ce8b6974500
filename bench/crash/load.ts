import type { Work } from './asking.ts'
import { capture, importFile, invite } from './load.capture.ts'
import { importLists } from './load.imports.ts'
import { sendMailings } from './load.mailings.ts'
import { bill, type Won } from './load.money.ts'
import { type Given, sell } from './load.sell.ts'
import { browse } from './load.views.ts'

/** What one has done and the next goes on with, also over a crash. */
export type Desk = { given: Given[]; won: Won[]; mailings: Parameters<typeof sendMailings>[1]; lists: number[] }

export const emptyDesk = (): Desk => ({ given: [], won: [], mailings: [], lists: [] })

/** Works as an office does, many at once, until it is told to stop. Only what was answered as done counts. */
export async function work(on: Work, desk: Desk): Promise<void> {
  const forever = async (act: () => Promise<void>) => {
    while (!on.stopping.aborted) await act()
  }
  await Promise.all([
    forever(() => capture(on, desk.given)),
    forever(() => capture(on, desk.given)),
    forever(() => sell(on, desk.given, desk.won)),
    forever(() => sell(on, desk.given, desk.won)),
    forever(() => bill(on, desk.won)),
    forever(() => importFile(on)),
    forever(() => importLists(on, desk.lists)),
    forever(() => invite(on)),
    sendMailings(on, desk.mailings),
    ...Array.from({ length: 3 }, () => browse(on)),
  ])
}
