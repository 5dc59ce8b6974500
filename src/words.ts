import type { Like } from './ui/words/like.ts'

type First = typeof import('./words.first.en.ts')
type Rest = typeof import('./words.en.ts')

/**
 * All words of all rooms. A browser fetches those of the language that is read, and the others when somebody changes to
 * them; at first those of the frame and of home, then those that all other screens wait for.
 */
export const words: {
  en: { first: () => Promise<First>; rest: () => Promise<Rest> }
  ja: { first: () => Promise<Like<First>>; rest: () => Promise<Like<Rest>> }
} = {
  en: { first: () => import('./words.first.en.ts'), rest: () => import('./words.en.ts') },
  ja: { first: () => import('./words.first.ja.ts'), rest: () => import('./words.ja.ts') },
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: First & Rest }
    enableSelector: true
    strictInterpolationChecks: true
  }
}
