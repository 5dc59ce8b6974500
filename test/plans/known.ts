import { sql } from 'kysely'
import type { Db } from '../../src/platform/db.ts'

/** What an actor knows to ask for: of each kind one row that they may see, with much behind it. */
export type Known = Record<
  | 'person'
  | 'email'
  | 'phone'
  | 'company'
  | 'companyName'
  | 'lead'
  | 'deal'
  | 'wonDeal'
  | 'order'
  | 'invoice'
  | 'invoiceNumber'
  | 'mailing'
  | 'form'
  | 'segment'
  | 'holder'
  | 'cursor',
  string
>

export async function know(db: Db, sight: number[], holder: number): Promise<Known> {
  const seen = sql`seen_by && ${`{${sight.join(',')}}`}::bigint[]`
  const one = async (what: ReturnType<typeof sql>) => {
    const { rows } = await sql<{ value: unknown }>`select (${what})::text as value`.execute(db)
    if (rows[0]?.value === null || rows[0]?.value === undefined)
      throw new Error(`There is nobody and nothing: ${what.compile(db).sql}`)
    return `${rows[0].value as string}`
  }
  const person =
    await one(sql`select p.id from person p where ${seen} and p.email is not null and p.phone is not null and p.company_id is not null
    and exists (select from deal d where d.person_id = p.id)
    order by (select count(*) from score_line s where s.person_id = p.id) desc limit 1`)
  const of = (column: string) => one(sql`select ${sql.ref(column)} from person where id = ${person}`)
  const company =
    await one(sql`select d.company_id from deal d join sales_order o on o.deal_id = d.id where d.seen_by && ${`{${sight.join(',')}}`}::bigint[]
    group by 1 order by count(*) desc limit 1`)
  const invoice = await one(
    sql`select i.id from invoice i join sales_order o on o.id = i.order_id where o.company_id = ${company} and i.issued_on is not null limit 1`,
  )
  return {
    person,
    email: await of('email'),
    phone: await of('phone'),
    company,
    companyName: await one(sql`select name from company where id = ${company}`),
    lead: await one(
      sql`select id from lead where ${seen} and closed_at is null and stage = 'sal' and person_id is not null order by id desc limit 1`,
    ),
    deal: await one(
      sql`select id from deal where ${seen} and outcome is null and person_id is not null order by id limit 1`,
    ),
    wonDeal: await one(sql`select d.id from deal d join sales_order o on o.deal_id = d.id where ${seen} limit 1`),
    order: await one(sql`select order_id from invoice where id = ${invoice}`),
    invoice,
    invoiceNumber: await one(sql`select number from invoice where id = ${invoice}`),
    mailing: await one(sql`select mailing_id from mailing_recipient group by 1 order by count(*) desc limit 1`),
    form: await one(sql`select form_id from submission group by 1 order by count(*) desc limit 1`),
    segment: await one(sql`select min(id) from segment`),
    holder: String(holder),
    cursor: '',
  }
}
