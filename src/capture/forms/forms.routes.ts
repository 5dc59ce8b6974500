import { z } from 'zod'
import { changing, open, reading } from '../../office/roles/procedure.ts'
import { Refusal } from '../../platform/refusal.ts'
import { Id, page } from '../../platform/shapes.ts'
import {
  AddWording,
  ChangeForm,
  CreateForm,
  Form,
  FormListed,
  PreviewForm,
  Submission,
  SubmissionQuery,
  SubmitForm,
} from './forms.schema.ts'
import { addWording, changeForm, createForm, judgeNoSpam } from './forms.ts'
import { previewPage } from './page.ts'
import { getForm, listForms, listSubmissions } from './read.ts'
import { submitForm } from './submit.ts'

const tags = ['forms']

export const forms = {
  list: reading('form.read')
    .route({ method: 'GET', path: '/forms', summary: 'Forms, with what came in', tags })
    .output(z.object({ items: z.array(FormListed), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listForms(context.act, context.world.baseUrl), nextCursor: null })),

  get: reading('form.read')
    .route({ method: 'GET', path: '/forms/{id}', summary: 'A form with its wordings and its embed code', tags })
    .input(z.object({ id: Id }))
    .output(Form)
    .handler(({ input, context }) => getForm(context.act, input.id, context.world.baseUrl)),

  create: changing('form.manage')
    .route({ method: 'POST', path: '/forms', summary: 'Make a form as it usually is for its kind', tags })
    .input(CreateForm)
    .output(Form)
    .handler(async ({ input, context }) => {
      const id = await createForm(context.act, input, context.actor.language)
      return getForm(context.act, id, context.world.baseUrl)
    }),

  change: changing('form.manage')
    .route({ method: 'PATCH', path: '/forms/{id}', summary: 'Change a form', tags })
    .input(ChangeForm)
    .output(Form)
    .handler(async ({ input, context }) => {
      await changeForm(context.act, input)
      return getForm(context.act, input.id, context.world.baseUrl)
    }),

  reword: changing('form.manage')
    .route({ method: 'POST', path: '/forms/{id}/wordings', summary: 'A new version of purpose and consent', tags })
    .input(AddWording)
    .output(Form)
    .handler(async ({ input, context }) => {
      await addWording(context.act, input)
      return getForm(context.act, input.id, context.world.baseUrl)
    }),

  preview: reading('form.read')
    .input(PreviewForm)
    .output(z.object({ html: z.string() }))
    .handler(({ input }) => ({ html: previewPage(input) })),

  submit: open
    .route({ method: 'POST', path: '/forms/{id}/submissions', summary: 'Fill in a form; open to everybody', tags })
    .input(SubmitForm)
    .output(z.object({ submissionId: Id, thanks: z.string() }))
    .handler(async ({ input: { id, answers, consented, visitor }, context }) => {
      const outcome = await submitForm(
        context.world,
        { id },
        {
          raw: key => [answers[key] ?? []].flat(),
          consented,
          visitor,
          trap: '',
          address: context.address ?? 'api',
        },
      )
      if ('thanked' in outcome) return { submissionId: outcome.submissionId, thanks: outcome.form.thanks }
      const found = Object.values(outcome.problems)
      throw new Refusal(
        'invalid',
        { en: found.map(p => p.en).join(' '), ja: found.map(p => p.ja).join('') },
        { fields: outcome.problems },
      )
    }),
}

export const submissions = {
  list: reading('form.read')
    .route({ method: 'GET', path: '/forms/{id}/submissions', summary: 'What was sent in, latest first', tags })
    .input(SubmissionQuery)
    .output(page(Submission))
    .handler(({ input, context }) => listSubmissions(context.act, input)),

  accept: changing('form.manage')
    .route({ method: 'POST', path: '/submissions/{id}/accept', summary: 'It was no spam: carry it out', tags })
    .input(z.object({ id: Id }))
    .handler(({ input, context }) => judgeNoSpam(context.act, input.id)),
}
