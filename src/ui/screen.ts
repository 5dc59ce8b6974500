import { lazyRouteComponent } from '@tanstack/react-router'
import { restOfWords } from './words/language.ts'

/** A screen whose code, and whose words, come when it is first wanted. */
export function screen<Module extends Record<string, unknown>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
): ReturnType<typeof lazyRouteComponent<Module, Name>> {
  const withWords = async () => (await Promise.all([load(), restOfWords()]))[0]
  return lazyRouteComponent(withWords, name)
}
