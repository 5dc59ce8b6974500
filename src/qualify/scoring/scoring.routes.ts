import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id } from '../../platform/shapes.ts'
import { changeCard, discardDraft, draftCard, getCard, listCards, publishCard } from './cards.ts'
import { forecast } from './forecast.ts'
import { personScore } from './get.ts'
import { steerRecount } from './recount.ts'
import { addRule, changeRule, getRule, removeRule } from './rules.ts'
import {
  AddRule,
  ChangeCard,
  ChangeRule,
  Forecast,
  PersonScore,
  ScoreQuery,
  ScoringCard,
  ScoringRule,
} from './scoring.schema.ts'

const tags = ['scoring']
const one = z.object({ id: Id })

export const scores = {
  get: reading('scoring.read')
    .route({
      method: 'GET',
      path: '/persons/{id}/score',
      summary: 'A person’s score with every line that it is the sum of, now or at a past moment',
      tags,
    })
    .input(ScoreQuery)
    .output(PersonScore)
    .handler(({ input, context }) => personScore(context.act, input)),
}

export const scoringCards = {
  list: reading('scoring.read')
    .route({ method: 'GET', path: '/scoring-cards', summary: 'The versions of scoring: draft, in force, past', tags })
    .output(z.object({ items: z.array(ScoringCard), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listCards(context.act), nextCursor: null })),

  forecast: reading('scoring.manage')
    .route({
      method: 'GET',
      path: '/scoring-cards/{id}/forecast',
      summary: 'Whom a version would put across the line',
      tags,
    })
    .input(one)
    .output(Forecast)
    .handler(({ input, context }) => forecast(context.act, input.id)),

  draft: changing('scoring.manage')
    .route({
      method: 'POST',
      path: '/scoring-cards',
      summary: 'The draft, begun as a copy of the version in force',
      tags,
    })
    .output(ScoringCard)
    .handler(({ context }) => draftCard(context.act)),

  change: changing('scoring.manage')
    .route({ method: 'PATCH', path: '/scoring-cards/{id}', summary: 'Change the thresholds of the draft', tags })
    .input(ChangeCard)
    .output(ScoringCard)
    .handler(({ input, context }) => changeCard(context.act, input)),

  discard: changing('scoring.manage')
    .route({ method: 'DELETE', path: '/scoring-cards/{id}', summary: 'Throw the draft away', tags })
    .input(one)
    .handler(({ input, context }) => discardDraft(context.act, input.id)),

  publish: changing('scoring.manage')
    .route({
      method: 'POST',
      path: '/scoring-cards/{id}/publish',
      summary: 'Put the draft in force; everybody is counted anew in the background',
      tags,
    })
    .input(one)
    .output(ScoringCard)
    .handler(({ input, context }) => publishCard(context.act, input.id)),

  recount: changing('scoring.manage')
    .route({ method: 'POST', path: '/scoring-cards/{id}/recount', summary: 'Stop the recount, or go on with it', tags })
    .input(one.extend({ state: z.enum(['running', 'stopped']) }))
    .output(ScoringCard)
    .handler(async ({ input, context }) => {
      await steerRecount(context.act, input.id, input.state)
      return getCard(context.act, input.id)
    }),
}

export const scoringRules = {
  list: reading('scoring.read')
    .route({ method: 'GET', path: '/scoring-rules', summary: 'The rules of a version; else of the one in force', tags })
    .input(z.object({ cardId: Id.optional() }))
    .output(z.object({ items: z.array(ScoringRule), nextCursor: z.null() }))
    .handler(async ({ input, context }) => {
      const card = (await listCards(context.act)).find(c =>
        input.cardId ? c.id === input.cardId : c.state === 'inForce',
      )
      return { items: card?.rules ?? [], nextCursor: null }
    }),

  get: reading('scoring.read')
    .route({ method: 'GET', path: '/scoring-rules/{id}', summary: 'A scoring rule', tags })
    .input(one)
    .output(ScoringRule)
    .handler(({ input, context }) => getRule(context.act, input.id)),

  create: changing('scoring.manage')
    .route({ method: 'POST', path: '/scoring-rules', summary: 'Add a rule to the draft', tags })
    .input(AddRule)
    .output(ScoringRule)
    .handler(({ input, context }) => addRule(context.act, input)),

  change: changing('scoring.manage')
    .route({ method: 'PATCH', path: '/scoring-rules/{id}', summary: 'Change a rule in the draft', tags })
    .input(ChangeRule)
    .output(ScoringRule)
    .handler(({ input, context }) => changeRule(context.act, input)),

  remove: changing('scoring.manage')
    .route({ method: 'DELETE', path: '/scoring-rules/{id}', summary: 'Take a rule out of the draft', tags })
    .input(one)
    .handler(({ input, context }) => removeRule(context.act, input.id)),
}
