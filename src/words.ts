import type { Like } from './ui/words/like.ts'

export type English = typeof import('./words.en.ts')

/** All words of all rooms. A browser fetches those of the language that is read, and the others when somebody changes to them. */
export const words: { en: () => Promise<English>; ja: () => Promise<Like<English>> } = {
  en: () => import('./words.en.ts'),
  ja: () => import('./words.ja.ts'),
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: English }
    enableSelector: true
    strictInterpolationChecks: true
  }
}
