import { type Language, sentenceOfIssues } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { deviceOf, machineOf } from './agents.ts'
import type { Ingest, View } from './ingest.ts'
import { SentViews } from './sent.schema.ts'
import { plainUrl } from './url.ts'

export type Tracking = { views: (request: Request) => Promise<Response>; script: () => Promise<Response> }

/** What stands in the built snippet in place of the mode. */
const modeMark = 'MUSUBI_MODE'

/** The two raw addresses of tracking: the script, with the mode baked in, and where it sends what was seen. */
export function openTracking(
  world: Pick<World, 'db' | 'clock'>,
  ingest: Ingest,
  snippet: string | undefined,
): Tracking {
  return {
    async views(request) {
      await ingest.accept(readViews(await request.text(), request.headers.get('user-agent'), world.clock.now()))
      return new Response(null, { status: 204 })
    },
    async script() {
      if (!snippet)
        throw new Refusal('missing', { en: 'The snippet is not built.', ja: 'トラッキングコードが未作成です。' })
      const { tracking } = await world.db.selectFrom('workspace').select('tracking').executeTakeFirstOrThrow()
      return new Response(snippet.replace(modeMark, JSON.stringify(tracking)), {
        headers: {
          'content-type': 'text/javascript; charset=utf-8',
          'cache-control': 'public, max-age=300',
          // The pages that carry it are on other sites.
          'cross-origin-resource-policy': 'cross-origin',
        },
      })
    },
  }
}

/** What the body says, as views. Sent as text, so that a browser need not ask for permission first. */
export function readViews(body: string, userAgent: string | null, now: Date): View[] {
  const sent = SentViews.safeParse(parsed(body))
  if (!sent.success) throw unreadable(language => sentenceOfIssues(sent.error.issues, language))
  const agent = userAgent ?? ''
  const machine = machineOf(agent, sent.data.b === true)
  const device = deviceOf(agent)
  return sent.data.e.map((view, index) => {
    const url = plainUrl(view.u)
    if (!url)
      throw unreadable(language =>
        language === 'ja'
          ? `${index + 1}件目の閲覧のアドレスを読み取れません。`
          : `The address of view ${index + 1} cannot be read.`,
      )
    return {
      visitor: sent.data.v,
      key: view.k,
      url,
      title: view.t || undefined,
      referrer: (view.r && plainUrl(view.r)) || undefined,
      occurredAt: new Date(now.getTime() - view.a),
      machine,
      ...(machine ? {} : { device }),
    }
  })
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw unreadable(language => (language === 'ja' ? '本文がJSONではありません。' : 'The body is not JSON.'))
  }
}

const unreadable = (say: (language: Language) => string) => new Refusal('invalid', { en: say('en'), ja: say('ja') })
