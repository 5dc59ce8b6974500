import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { corporateNumber } from '../identity/corporateNumber.ts'
import { domainOf } from '../identity/email.ts'
import type { CompanyFields, CompanyKind } from './companies.schema.ts'
import { ancestorsOf } from './get.ts'

/** What cannot be meant, said by its field. Numbers and domains come back as they are kept. */
export function readCompany<Said extends Partial<CompanyFields>>(said: Said): Said {
  const read = { ...said }
  if (said.corporateNumber) {
    const number = corporateNumber(said.corporateNumber)
    if (!number) {
      throw new Refusal(
        'invalid',
        {
          en: `"${said.corporateNumber}" is not a corporate number: it has 13 digits, the first of which checks the others. Please look it up again.`,
          ja: `「${said.corporateNumber}」は法人番号として正しくありません。13桁の番号をご確認ください（先頭の検査用数字が一致しません）。`,
        },
        { field: 'corporateNumber' },
      )
    }
    read.corporateNumber = number
  }
  if (said.domain) {
    const domain = domainOf(said.domain)
    if (!domain)
      throw new Refusal(
        'invalid',
        {
          en: `"${said.domain}" is not a domain such as example.co.jp.`,
          ja: `「${said.domain}」はドメインの形式ではありません（例：example.co.jp）。`,
        },
        { field: 'domain' },
      )
    read.domain = domain
  }
  return read
}

/** One number, one company. */
export async function mustBeFree(act: OwnerAct, number: string, exceptId: number): Promise<void> {
  const taken = await act.tx
    .selectFrom('company')
    .select(['id', 'name'])
    .where('corporateNumber', '=', number)
    .where('kind', '=', 'company')
    .where('id', '<>', exceptId)
    .executeTakeFirst()
  if (taken) throw numberTaken(number, taken)
}

export const numberTaken = (number: string, { id, name }: { id: number; name: string }) =>
  new Refusal(
    'conflict',
    {
      en: `The corporate number ${number} is that of ${name}, who is here already.`,
      ja: `法人番号 ${number} は「${name}」としてすでに登録されています。`,
    },
    { field: 'corporateNumber', companyId: id },
  )

const parentsOf: Record<CompanyKind, readonly CompanyKind[]> = {
  group: ['group'],
  company: ['group', 'company'],
  site: ['company', 'site'],
}

/** group → company → site, and nobody above themselves. The tree is held still meanwhile. */
export async function mustFitInTree(
  act: OwnerAct,
  { id, kind, parentId }: { id?: number; kind: CompanyKind; parentId: number | null },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('company tree'))`.execute(act.tx)
  if (id !== undefined) await mustSuitChildren(act, id, kind)
  if (parentId === null) {
    if (kind === 'site')
      throw new Refusal(
        'invalid',
        {
          en: 'A site belongs to a company. Please say to which.',
          ja: '事業所の場合は、親となる企業を指定してください。',
        },
        { field: 'parentId' },
      )
    return
  }
  const parent = await act.tx
    .selectFrom('company')
    .select(['name', 'kind'])
    .where('id', '=', parentId)
    .executeTakeFirst()
  if (!parent)
    throw new Refusal(
      'invalid',
      { en: 'There is no such parent company.', ja: '指定された親企業は存在しません。' },
      { field: 'parentId' },
    )
  if (id !== undefined && (parentId === id || (await ancestorsOf(act, parentId)).some(a => a.id === id))) {
    throw new Refusal(
      'conflict',
      {
        en: `${parent.name} belongs to this company itself, so it cannot be above it.`,
        ja: `「${parent.name}」はこの企業の配下にあるため、親企業にはできません。`,
      },
      { field: 'parentId' },
    )
  }
  if (!parentsOf[kind].includes(parent.kind as CompanyKind)) throw misfit(kind, parent.kind as CompanyKind)
}

async function mustSuitChildren(act: OwnerAct, id: number, kind: CompanyKind): Promise<void> {
  const children = await act.tx.selectFrom('company').select('kind').distinct().where('parentId', '=', id).execute()
  const odd = children.find(child => !parentsOf[child.kind as CompanyKind].includes(kind))
  if (odd) throw misfit(odd.kind as CompanyKind, kind)
}

const en: Record<CompanyKind, string> = { group: 'A group', company: 'A company', site: 'A site' }
const ja: Record<CompanyKind, string> = { group: 'グループ', company: '企業', site: '事業所' }

const misfit = (kind: CompanyKind, parent: CompanyKind) =>
  new Refusal(
    'conflict',
    {
      en: `${en[kind]} cannot stand below ${en[parent].toLowerCase()}: groups hold companies, companies hold sites.`,
      ja: `${ja[kind]}を${ja[parent]}の下に置くことはできません（グループ → 企業 → 事業所の順です）。`,
    },
    { field: 'parentId' },
  )
