import { Visitor } from '../../people/identity/visitor.schema.ts'
import { answerOf, type Language } from '../../platform/api.ts'
import { languageOf } from '../../platform/http.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { own } from './fields.ts'
import { formPage, pagePolicy, type Shown, sentencePage, thanksPage } from './page.ts'
import { type FormRow, formBy, noSuchForm } from './read.ts'
import { submitForm } from './submit.ts'
import { makeToken } from './token.ts'

export type Forms = {
  show: (request: Request, slug: string) => Promise<Response>
  thanks: (request: Request, slug: string) => Promise<Response>
  take: (request: Request, slug: string, address: string) => Promise<Response>
}

/** The pages of forms, made here and complete: they work with scripts off, and on any page that posts to them. */
export function openForms(world: World): Forms {
  const needForm = async (slug: string): Promise<FormRow> => {
    const form = await formBy(world.db, { slug })
    if (!form?.active) throw noSuchForm()
    return form
  }
  const shown = (form: FormRow, more: Partial<Shown> & { language: Language }): string =>
    formPage({
      form,
      wording: form.wordings[0]!,
      token: makeToken(world.secret, form.id, world.clock.now()),
      ...more,
    })
  return {
    show: said(world, async (request, slug) => {
      const form = await needForm(slug)
      const visitor = visitorIn(new URL(request.url).searchParams.get(own.visitor))
      return answer(shown(form, { language: languageOf(request.headers), visitor }), form.redirect)
    }),
    thanks: said(world, async (request, slug) => {
      const form = await needForm(slug)
      return answer(thanksPage(form.name, form.thanks, languageOf(request.headers)), null)
    }),
    take: said(world, async (request, slug, address) => {
      const sent = await readBody(request)
      const values = (key: string) => sent.getAll(key).filter(v => typeof v === 'string')
      const [one, consented] = [(key: string) => values(key)[0], values(own.consent).length > 0]
      const visitor = visitorIn(one(own.visitor))
      const outcome = await submitForm(
        world,
        { slug },
        {
          raw: values,
          consented,
          visitor,
          address,
          wordingId: Number(one(own.wording)) || undefined,
          token: one(own.token),
          trap: one(own.trap) ?? '',
        },
      )
      const { form } = outcome
      if ('thanked' in outcome) {
        const location = form.redirect ?? `/f/${form.slug}/thanks`
        return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
      }
      const language = languageOf(request.headers)
      const again = { language, values, visitor, consented, problems: outcome.problems }
      // What was given out with the page stays good: the time they needed counts from then.
      const token = one(own.token)
      return answer(shown(form, token ? { ...again, token } : again), form.redirect, 422)
    }),
  }
}

const visitorIn = (text: string | null | undefined) => Visitor.safeParse(text).data

async function readBody(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw new Refusal('invalid', { en: 'The form could not be read.', ja: 'フォームの内容を読み取れませんでした。' })
  }
}

function answer(page: string, redirect: string | null, status = 200): Response {
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy(redirect),
      'cache-control': 'no-store',
      'referrer-policy': 'strict-origin-when-cross-origin',
    },
  })
}

/** Here people read the answer in a browser: a refusal is a page with a sentence. */
function said<Rest extends unknown[]>(world: World, run: (request: Request, ...rest: Rest) => Promise<Response>) {
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    try {
      return await run(request, ...rest)
    } catch (error) {
      const language = languageOf(request.headers)
      const known = answerOf(error, language)
      if (!known) throw error
      world.log.info({ path: new URL(request.url).pathname, code: known.code }, 'a form answered with a sentence')
      const page = answer(sentencePage(known.message, language), null, known.status)
      if (known.status === 503) page.headers.set('retry-after', '5')
      return page
    }
  }
}
