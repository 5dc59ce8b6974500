import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { validateCustom } from '../fields/values.ts'
import { foldName } from '../identity/fold.ts'
import { applyCompanyChanges } from './change.ts'
import { mustBeFree, mustFitInTree, readCompany } from './check.ts'
import type { ChangeCompany, CompanyFields } from './companies.schema.ts'
import { noSuchCompany } from './get.ts'
import { companiesLike, evidenceOf, lockCompanies, pickCompany } from './match.ts'
import { domainFrom, insertCompanies, type Via } from './write.ts'

/** Makes a company, or answers the one that is here already by all that is known of both. */
export async function createCompany(
  act: Act,
  input: CompanyFields,
  via: Via = 'hand',
): Promise<{ id: number; created: boolean }> {
  const said = readCompany(input)
  const custom = await validateCustom(act.tx, 'company', said.custom)
  return asOwner(act, async act => {
    await mustFitInTree(act, said)
    const known = await findHere(act, said)
    if (known !== undefined) return { id: known, created: false }
    const [id] = await insertCompanies(act, [{ ...said, custom }], via)
    return { id: id!, created: true }
  })
}

/** Companies by the evidence; groups and sites, which have no numbers, by their name in their place. */
async function findHere(act: OwnerAct, said: CompanyFields): Promise<number | undefined> {
  const evidence = evidenceOf({ ...said, domain: said.domain ?? domainFrom(said.website) })
  await lockCompanies(act.tx, [evidence])
  if (said.kind === 'company') {
    const kinds = await act.tx
      .selectFrom('company')
      .select('id')
      .where('nameKey', '=', evidence.nameKey)
      .where('kind', '=', 'site')
      .execute()
    const sites = new Set(kinds.map(s => s.id))
    return pickCompany(
      evidence,
      (await companiesLike(act.tx, [evidence])).filter(k => !sites.has(k.id)),
    )?.id
  }
  const named = await act.tx
    .selectFrom('company')
    .select(['id', 'name', 'parentId'])
    .where('nameKey', '=', evidence.nameKey)
    .where('kind', '=', said.kind)
    .orderBy('id')
    .execute()
  return named.find(k => foldName(k.name) === foldName(said.name) && k.parentId === said.parentId)?.id
}

/** Changes a company, if nobody has since `version` was read. */
export async function changeCompany(act: Act, { id, version, ...sent }: ChangeCompany): Promise<void> {
  const patch = readCompany(sent)
  const custom = patch.custom && (await validateCustom(act.tx, 'company', patch.custom))
  const said = { ...patch, ...(custom ? { custom } : {}) }
  await asOwner(act, async act => {
    const current = await act.tx.selectFrom('company').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (!current) throw noSuchCompany()
    if (current.version !== version) throw stale(current, said)
    const next = { ...current, ...said }
    if (said.parentId !== undefined || said.kind !== undefined)
      await mustFitInTree(act, { id, kind: next.kind as CompanyFields['kind'], parentId: next.parentId })
    if (next.kind === 'company' && next.corporateNumber) await mustBeFree(act, next.corporateNumber, id)
    await applyCompanyChanges(act, [{ id, patch: said }])
  })
}

function stale(current: { version: number } & Record<string, unknown>, yours: Record<string, unknown>): Refusal {
  const theirs = Object.fromEntries(Object.keys(yours).map(field => [field, current[field]]))
  return new Refusal(
    'stale',
    {
      en: 'Somebody else has changed this in the meantime. Please look at both values and choose.',
      ja: 'ほかのユーザーが先に変更しました。両方の値を確認して、どちらを残すか選んでください。',
    },
    { theirs: { ...theirs, version: current.version }, yours },
  )
}
