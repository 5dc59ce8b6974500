import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { api } from '../../ui/api.ts'
import { useMe } from '../../ui/me.tsx'
import { changeLanguage, type Language } from '../../ui/words/language.ts'

/** Language and light or dark follow their owner to every device. Answers how to keep a new language. */
export function useOwnLook(preferences: Record<string, unknown>): (language: Language) => unknown {
  const { language } = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const kept = useRef(schemeIn(preferences.scheme))

  useEffect(() => {
    void changeLanguage(language)
  }, [language])
  useEffect(() => {
    if (kept.current) setColorScheme(kept.current)
    else kept.current = colorScheme
    // Only on arrival: from then on the choice here is the newer one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  useEffect(() => {
    if (kept.current === colorScheme) return
    kept.current = colorScheme
    void api.me.setPreference({ name: 'scheme', value: colorScheme })
  }, [colorScheme])

  return next => api.me.change({ language: next })
}

function schemeIn(value: unknown): MantineColorScheme | undefined {
  return value === 'light' || value === 'dark' || value === 'auto' ? value : undefined
}
