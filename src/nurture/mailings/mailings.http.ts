import { answerOf, type Language } from '../../platform/api.ts'
import { languageOf } from '../../platform/http.ts'
import type { World } from '../../platform/world.ts'
import { choicesPage, sentencePage } from './pages.ts'
import { type Came, noteClick, noteOpen } from './touches.ts'
import { type Choices, choose, lookAtChoices, unsubscribe } from './unsubscribe.ts'

export type Mailbox = {
  click: (request: Request, token: string, position: string) => Promise<Response>
  open: (request: Request, file: string) => Promise<Response>
  look: (request: Request, token: string) => Promise<Response>
  take: (request: Request, token: string) => Promise<Response>
}

/** The links of a test mail lead here: they show what recipients would see, and do nothing. */
export const testToken = 'test'

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** What reaches the product from mails: links, pictures, and the way out. Nobody signs in here. */
export function openMailbox(world: World): Mailbox {
  const came = (request: Request, token: string): Came => ({
    token,
    method: request.method,
    agent: (request.headers.get('user-agent') ?? '').toWellFormed().replaceAll('\u0000', ''),
  })
  const shown = async (language: Language, choices: Choices | undefined, told?: 'done' | 'saved') => {
    if (!choices) return answer(sentencePage(language, 'gone'), 404)
    const { name } = await world.db.selectFrom('workspace').select('name').executeTakeFirstOrThrow()
    return answer(choicesPage({ language, company: name, choices, ...(told ? { told } : {}) }))
  }
  return {
    click: said(world, async (request, token, position) => {
      const url = /^\d{1,4}$/.test(position)
        ? await noteClick(world, came(request, token), Number(position))
        : undefined
      if (!url) return answer(sentencePage(languageOf(request.headers), 'noLink'), 404)
      return new Response(null, { status: 302, headers: { location: url, ...quiet } })
    }),
    open: async (request, file) => {
      // A picture that cannot be noted is shown all the same.
      await noteOpen(world, came(request, file.replace(/\.gif$/, ''))).catch((error: unknown) =>
        world.log.warn({ err: error }, 'an opening was not noted'),
      )
      return new Response(pixel, {
        headers: { 'content-type': 'image/gif', 'cross-origin-resource-policy': 'cross-origin', ...quiet },
      })
    },
    look: said(world, async (request, token) => {
      const language = languageOf(request.headers)
      if (token === testToken) return answer(sentencePage(language, 'test'))
      return shown(language, await lookAtChoices(world, token))
    }),
    take: said(world, async (request, token) => {
      const language = languageOf(request.headers)
      if (token === testToken) return answer(sentencePage(language, 'test'))
      const sent = await request.formData().catch(() => new FormData())
      // Mailboxes send `List-Unsubscribe=One-Click`: whatever is not our own second form is a no.
      if (sent.get('act') !== 'choose') return shown(language, await unsubscribe(world, token), 'done')
      const wanted: Partial<Choices> = {}
      for (const channel of ['mail', 'phone'] as const) {
        const value = sent.get(channel)
        if (value === 'yes' || value === 'no') wanted[channel] = value === 'yes'
      }
      return shown(language, await choose(world, token, wanted), 'saved')
    }),
  }
}

const quiet = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }

const answer = (page: string, status = 200): Response =>
  new Response(page, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...quiet } })

/** Here people read the answer in a browser: a refusal is a page with a sentence. */
function said<Rest extends string[]>(world: World, run: (request: Request, ...rest: Rest) => Promise<Response>) {
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    try {
      return await run(request, ...rest)
    } catch (error) {
      const language = languageOf(request.headers)
      const known = answerOf(error, language)
      if (!known) throw error
      world.log.info({ code: known.code }, 'a link of a mail was answered with a sentence')
      const page = answer(sentencePage(language, { text: known.message }), known.status)
      if (known.status === 503) page.headers.set('retry-after', '5')
      return page
    }
  }
}
