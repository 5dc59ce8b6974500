import type { EventKind } from '../../timeline/vocabulary.ts'
import type { Say, Sentences } from './sentences.tsx'

type OfDeals = Extract<EventKind, `deal.${string}` | 'company.becameCustomer'>

/** Deals that the reader may not see are not called by their title. */
const dealOf = ({ t, words }: Say) =>
  words.deal ? t($ => $.event.deal, { title: words.deal }) : t($ => $.event.dealPlain)

const stageOf = ({ words, format }: Say, which: 'from' | 'to') =>
  words[`${which}${format.language === 'en' ? 'En' : 'Ja'}`]

function fieldsOf({ t, format }: Say, fields: string[]): string {
  const labels = t($ => $.event.dealField, { returnObjects: true }) as Record<string, string>
  return format.list(fields.map(field => labels[field] ?? field))
}

/** What is undone and what has a reason says so. */
function ended(say: Say, done: string, trigger: string, until: string | null): string {
  if (trigger === 'undo') return say.t($ => $.event.dealUndone, { by: say.by, deal: dealOf(say) })
  const detail = say.reason(until)
  return detail ? say.t($ => $.event.with, { done, detail }) : done
}

/** What happens to deals, as an office would say it: 「加藤さんが商談「MA導入」を失注：価格が合わない」. */
export const dealSentences: Pick<Sentences, OfDeals> = {
  'deal.opened': ({ amount }, say) => {
    const told = { by: say.by, deal: dealOf(say) }
    return amount === 0
      ? say.t($ => $.event.dealOpenedPlain, told)
      : say.t($ => $.event.dealOpened, { ...told, amount: say.format.money(amount) })
  },
  'deal.moved': (_, say) => {
    const told = { by: say.by, deal: dealOf(say) }
    const [from, to] = [stageOf(say, 'from'), stageOf(say, 'to')]
    return from && to ? say.t($ => $.event.dealMoved, { ...told, from, to }) : say.t($ => $.event.dealMovedPlain, told)
  },
  'deal.changed': ({ fields, holderId }, say) =>
    holderId === undefined
      ? say.t($ => $.event.dealChanged, { by: say.by, deal: dealOf(say), fields: fieldsOf(say, fields) })
      : say.t($ => $.event.dealHandedOn, { deal: dealOf(say), owner: say.name('holder') }),
  'deal.won': ({ amount, orderedOn, trigger }, say) =>
    ended(
      say,
      say.t($ => $.event.dealWon, {
        by: say.by,
        deal: dealOf(say),
        amount: say.format.money(amount),
        day: say.format.date(orderedOn),
      }),
      trigger,
      null,
    ),
  'deal.lost': ({ trigger }, say) =>
    ended(
      say,
      say.t($ => $.event.dealLost, { by: say.by, deal: dealOf(say) }),
      trigger,
      null,
    ),
  'deal.stopped': ({ trigger, until }, say) =>
    ended(
      say,
      say.t($ => $.event.dealStopped, { by: say.by, deal: dealOf(say) }),
      trigger,
      until,
    ),
  'deal.reopened': ({ trigger }, say) =>
    ended(
      say,
      say.t($ => $.event.dealReopened, { by: say.by, deal: dealOf(say) }),
      trigger,
      null,
    ),
  'deal.removed': (_, { t, by }) => t($ => $.event.dealRemoved, { by }),
  'company.becameCustomer': ({ since }, { t, format }) => t($ => $.event.becameCustomer, { day: format.date(since) }),
}
