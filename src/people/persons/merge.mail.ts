import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'

/** Mails to either are mails to the kept one; of two in one mailing the absorbed person's stays where it is, unseen. */
export async function mergeMail({ tx }: OwnerAct, keepId: number, absorbId: number): Promise<void> {
  await sql`update mail_hold set person_id = ${keepId} where person_id = ${absorbId}`.execute(tx)
  await sql`
    update mailing_recipient r set person_id = ${keepId} where person_id = ${absorbId} and not exists (
      select from mailing_recipient k where k.mailing_id = r.mailing_id and k.person_id = ${keepId})`.execute(tx)
}

/** What was planned for the absorbed person, or for whoever had been merged into them, is theirs again. */
export async function mailGoesBack({ tx }: OwnerAct, keepId: number, absorbId: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    with recursive down as (
      select ${absorbId}::bigint as id union select p.id from person p join down on p.merged_into_id = down.id
    ) select id from down`.execute(tx)
  const theirs = rows.map(row => row.id)
  for (const table of ['mailing_recipient', 'mail_hold'])
    await sql`
      update ${sql.table(table)} set person_id = ${absorbId} where person_id = ${keepId} and original_id = any(${theirs}::bigint[])`.execute(
      tx,
    )
}
