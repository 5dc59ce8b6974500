import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { askingOf } from '../../people/segments/asking.ts'
import { checkRules } from '../../people/segments/check.ts'
import { isAnyOf, type Rules } from '../../people/segments/rules.schema.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { beginDraft } from './draft.ts'
import { isFitKey } from './fitKeys.schema.ts'
import { presetNames } from './presets.ts'
import { noSuchRule, publishedAlready } from './refusals.ts'
import { type AddRule, type ChangeRule, ScoringRule } from './scoring.schema.ts'

/** The rules of these versions, in their order. */
export async function rulesOf(act: Act, cardIds: number[], id?: number): Promise<ScoringRule[]> {
  const { rows } = await sql<{ preset: string | null; name: string }>`
    select r.id, r.card_id, r.about, r.name, r.preset, r.points, r.position, r.conditions, r.event_kind, r.facts, r.page, r.page_id,
      n.name as page_name, r.half_life_days, r.cap, r.version,
      case when f.id is null then 'new'
        when (r.name, r.points, r.conditions, r.event_kind, r.facts, r.page, r.page_id, r.half_life_days, r.cap)
          is distinct from (f.name, f.points, f.conditions, f.event_kind, f.facts, f.page, f.page_id, f.half_life_days, f.cap) then 'changed'
        else 'same' end as since
    from scoring_rule r left join page_name n on n.id = r.page_id left join scoring_rule f on f.id = r.from_id
    where r.card_id = any(${cardIds}::bigint[]) and ${id === undefined ? sql`true` : sql`r.id = ${id}`}
    order by r.card_id desc, r.about, r.position, r.id`.execute(act.tx)
  const language = act.actor?.language ?? 'ja'
  // An empty value of one kind of rule is no value of the other.
  return rows.map(row => ScoringRule.parse({ ...row, name: presetNames[row.preset ?? '']?.[language] ?? row.name }))
}

export async function getRule(act: Act, id: number): Promise<ScoringRule> {
  const { rows } = await sql<{ cardId: number }>`select card_id from scoring_rule where id = ${id}`.execute(act.tx)
  const [rule] = rows[0] ? await rulesOf(act, [rows[0].cardId], id) : []
  if (!rule) throw noSuchRule()
  return rule
}

/** Adds a rule to the draft, which is begun by it if there is none. */
export async function addRule(act: Act, input: AddRule): Promise<ScoringRule> {
  await checkRule(act, input)
  const id = await asOwner(act, async act => {
    const { id: cardId } = await beginDraft(act)
    const { rows } = await sql<{ id: number }>`
      insert into scoring_rule (card_id, about, name, points, position, conditions, event_kind, facts, page, page_id, half_life_days, cap)
      select ${cardId}, r.about, r.name, r.points, (select coalesce(max(position), 0) + 1 from scoring_rule where card_id = ${cardId}),
        r.conditions, r.event_kind, coalesce(r.facts, '{}'), r.page, r.page_id, r.half_life_days, r.cap
      from jsonb_to_record(${JSON.stringify(snake(input))}::jsonb) as r(about text, name text, points integer, conditions jsonb, event_kind text,
        facts jsonb, page text, page_id bigint, half_life_days integer, cap integer)
      returning id`.execute(act.tx)
    return rows[0]!.id
  })
  return getRule(act, id)
}

/** Changes a rule in the draft. One of the version in force is changed in its copy there. */
export async function changeRule(
  act: Act,
  { id, version, ...patch }: z.infer<typeof ChangeRule>,
): Promise<ScoringRule> {
  const given = await getRule(act, id)
  if (given.version !== version) throw stale(given, patch)
  const copy = await inDraft(act, given)
  const rule = { ...copy, ...patch } as AddRule
  await checkRule(act, rule)
  const { rows } = await asOwner(act, act =>
    sql<{ id: number }>`
      update scoring_rule r set name = n.name, points = n.points, conditions = n.conditions, event_kind = n.event_kind, facts = coalesce(n.facts, '{}'),
        page = n.page, page_id = n.page_id, half_life_days = n.half_life_days, cap = n.cap, position = n.position,
        preset = case when ${patch.name !== undefined && patch.name !== given.name} then null else r.preset end
      from jsonb_to_record(${JSON.stringify(snake(rule))}::jsonb) as n(name text, points integer, conditions jsonb, event_kind text, facts jsonb, page text,
        page_id bigint, half_life_days integer, cap integer, position integer)
      where r.id = ${copy.id} and r.version = ${copy.version} returning r.id`.execute(act.tx),
  )
  if (rows.length === 0) throw stale(await getRule(act, copy.id), patch)
  return getRule(act, copy.id)
}

/** Takes a rule out of the draft; out of the version in force with the next one that is published. */
export async function removeRule(act: Act, id: number): Promise<void> {
  const copy = await inDraft(act, await getRule(act, id))
  await asOwner(act, ({ tx }) => tx.deleteFrom('scoringRule').where('id', '=', copy.id).execute())
}

/** A rule of the draft, or the copy that the draft has of one in force. What is past stays as it was. */
async function inDraft(act: Act, rule: ScoringRule): Promise<ScoringRule> {
  const card = await act.tx
    .selectFrom('scoringCard')
    .select(['publishedAt', 'endedAt'])
    .where('id', '=', rule.cardId)
    .executeTakeFirstOrThrow()
  if (card.publishedAt === null) return rule
  if (card.endedAt !== null) throw publishedAlready()
  const copy = await asOwner(act, async act => (await beginDraft(act)).copyOf.get(rule.id))
  if (copy === undefined)
    throw new Refusal('missing', {
      en: 'The draft does not have this rule any more.',
      ja: 'このルールは下書きから削除されています。',
    })
  return getRule(act, copy)
}

async function checkRule(act: Act, rule: AddRule): Promise<void> {
  if (rule.about === 'fit') return checkFit(act, rule.conditions)
  if (rule.page !== null && rule.eventKind !== 'page.viewed')
    throw new Refusal(
      'invalid',
      { en: 'Only the view of a page is of a page.', ja: 'ページを指定できるのは、ページの閲覧だけです。' },
      { field: 'page' },
    )
  if ((rule.page === 'named') !== (rule.pageId !== null))
    throw new Refusal(
      'invalid',
      { en: 'Choose which page is meant.', ja: '対象のページを選んでください。' },
      { field: 'pageId' },
    )
  if (rule.pageId === null) return
  const page = await act.tx.selectFrom('pageName').select('id').where('id', '=', rule.pageId).executeTakeFirst()
  if (!page)
    throw new Refusal(
      'invalid',
      { en: 'There is no such page name.', ja: 'このページ名は登録されていません。' },
      { field: 'pageId' },
    )
}

/** Fit is what somebody is, not what they do or when: it changes with their data alone. */
async function checkFit(act: Act, rules: Rules): Promise<void> {
  const conditions = rules.all.flatMap(rule => (isAnyOf(rule) ? rule.any : [rule]))
  const wrong = conditions.find(c => !isFitKey(c.key) || ['until', 'from', 'on', 'did', 'didNot'].includes(c.op))
  if (wrong || conditions.length === 0)
    throw new Refusal(
      'invalid',
      {
        en: 'Fit asks for fields of the person and their company: say at least one. What they do belongs to intent.',
        ja: '適合度の条件には、担当者と企業の項目を1つ以上指定してください（行動は「意向」のルールで評価します）。',
      },
      { field: 'conditions', ...(wrong ? { key: wrong.key } : {}) },
    )
  checkRules(rules, await askingOf(act, rules))
}

const snake = (rule: object) =>
  Object.fromEntries(
    Object.entries(rule).map(([key, value]) => [key.replace(/[A-Z]/g, c => `_${c.toLowerCase()}`), value]),
  )
