import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { record } from '../../timeline/timeline.ts'
import type { AddPageName, ChangePageName, PageName } from './tracking.schema.ts'

const columns = ['id', 'name', 'patterns', 'important', 'position', 'version'] as const

/** What pages are called, in the order in which they are tried. */
export const listPageNames = ({ tx }: Act): Promise<PageName[]> =>
  tx.selectFrom('pageName').select(columns).orderBy('position').orderBy('id').execute()

export async function addPageName(act: Act, input: typeof AddPageName._output): Promise<PageName> {
  const known = await listPageNames(act)
  if (known.length >= 200)
    throw new Refusal('conflict', { en: 'There are 200 page names already.', ja: 'ページ名は200件まで登録できます。' })
  return asOwner(act, async act => {
    await record(act, 'page.renamed', {}, {})
    return act.tx
      .insertInto('pageName')
      .values({ ...input, likes: likesOf(input.patterns), position: Math.max(0, ...known.map(k => k.position)) + 1 })
      .returning(columns)
      .executeTakeFirstOrThrow()
  })
}

export async function changePageName(
  act: Act,
  { id, version, ...patch }: typeof ChangePageName._output,
): Promise<PageName> {
  return asOwner(act, async act => {
    const likes = patch.patterns ? { likes: likesOf(patch.patterns) } : {}
    const changed = await act.tx
      .updateTable('pageName')
      .set(eb => ({ ...patch, ...likes, name: patch.name ?? eb.ref('name') }))
      .where('id', '=', id)
      .where('version', '=', version)
      .returning(columns)
      .executeTakeFirst()
    if (changed) {
      await record(act, 'page.renamed', {}, {})
      return changed
    }
    const current = await act.tx.selectFrom('pageName').select(columns).where('id', '=', id).executeTakeFirst()
    if (!current) throw noSuchName()
    throw stale(current, patch)
  })
}

export async function removePageName(act: Act, id: number): Promise<void> {
  await asOwner(act, async act => {
    const gone = await act.tx.deleteFrom('pageName').where('id', '=', id).returning('id').executeTakeFirst()
    if (!gone) throw noSuchName()
    await record(act, 'page.renamed', {}, {})
  })
}

/**
 * Patterns as the database compares them: `*` is anything, the rest stands for itself. Browsers write 料金 in an address
 * as %E6%96%99…, so such a pattern is kept in both spellings.
 */
export function likesOf(patterns: string[]): string[] {
  const spellings = patterns.flatMap(pattern => {
    const plain = pattern.toWellFormed().toLowerCase()
    return [plain, plain.replace(/[^\p{ASCII}]+/gu, encodeURIComponent).toLowerCase()]
  })
  return [...new Set(spellings.map(s => s.replace(/[\\%_]/g, sign => `\\${sign}`).replaceAll('*', '%')))]
}

const noSuchName = () =>
  new Refusal('missing', { en: 'There is no such page name.', ja: 'このページ名は登録されていません。' })
