import type { Actor } from '../../office/roles/act.ts'
import type { World } from '../../platform/world.ts'
import { lastOrNow, listsAsTheyAre } from '../kept.ts'
import { parts, type Questions, type QuestionsQuery } from './questions.schema.ts'
import { answers } from './questions.ts'

/** The nine questions, each counted now where that is quick, else as of when it was counted last. */
export async function answersFor(
  world: World,
  actor: Actor,
  { only, from, until }: QuestionsQuery,
  patience?: number,
): Promise<Questions> {
  const began = performance.now()
  const lists = await listsAsTheyAre(world)
  const found: { answer: Questions; kept: boolean }[] = []
  for (const part of only ?? parts)
    found.push(
      await lastOrNow(world, actor, {
        part,
        asked: { from, until, lists },
        count: act => answers(act, { only: [part], from, until }),
        patience,
      }),
    )
  return {
    ...Object.assign({}, ...found.map(one => one.answer)),
    asOf: found.reduce((oldest, { answer }) => (answer.asOf < oldest ? answer.asOf : oldest), world.clock.now()),
    kept: found.some(one => one.kept),
    tookMs: Math.round((performance.now() - began) * 10) / 10,
  }
}
