import { standing } from '../../office/roles/procedure.ts'
import { answersFor } from './answer.ts'
import { Questions, QuestionsQuery } from './questions.schema.ts'

export const questions = {
  get: standing('lead.read', false)
    .route({
      method: 'GET',
      path: '/questions',
      summary: 'The nine questions, each with its figures and the list that it counted',
      tags: ['learn'],
    })
    .input(QuestionsQuery)
    .output(Questions)
    .handler(({ input, context }) => answersFor(context.world, context.actor, input)),
}
