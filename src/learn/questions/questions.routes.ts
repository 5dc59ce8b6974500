import { reporting } from '../../office/roles/procedure.ts'
import { Questions, QuestionsQuery } from './questions.schema.ts'
import { answers } from './questions.ts'

export const questions = {
  get: reporting('lead.read')
    .route({
      method: 'GET',
      path: '/questions',
      summary: 'The nine questions, each with its figures and the list that it counted',
      tags: ['learn'],
    })
    .input(QuestionsQuery)
    .output(Questions)
    .handler(({ input, context }) => answers(context.act, input)),
}
