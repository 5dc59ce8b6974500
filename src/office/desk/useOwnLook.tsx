import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useMe } from '../../ui/me.tsx'
import { changeLanguage, type Language } from '../../ui/words/language.ts'

/** Language and light or dark follow their owner to every device. Answers how to keep a new language. */
export function useOwnLook(preferences: Record<string, unknown>): (language: Language) => unknown {
  const { language } = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const change = useAct(api.me.change)
  const kept = useRef(schemeIn(preferences.scheme) ?? colorScheme)
  const arrived = useRef(false)

  useEffect(() => {
    void changeLanguage(language)
  }, [language])
  useEffect(() => {
    if (colorScheme === kept.current) arrived.current = true
    // What this device had before gives way to the account; what is chosen afterwards is kept there.
    else if (!arrived.current) setColorScheme(kept.current)
    else {
      kept.current = colorScheme
      void api.me.setPreference({ name: 'scheme', value: colorScheme })
    }
  }, [colorScheme, setColorScheme])

  return next => change.run({ language: next })
}

function schemeIn(value: unknown): MantineColorScheme | undefined {
  return value === 'light' || value === 'dark' || value === 'auto' ? value : undefined
}
