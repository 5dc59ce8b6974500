import type { TFunction } from 'i18next'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage, type Language } from './language.ts'

type Tongue = { t: TFunction; language: Language }

const Spoken = createContext<Tongue | undefined>(undefined)

/**
 * Listens to the language once for all small parts. Those stand in every cell of a grid, where a subscription each (what
 * `useTranslation` is) makes up most of the cost of scrolling. Pages use `useTranslation`.
 */
export function TongueProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const language = currentLanguage()
  const tongue = useMemo(() => ({ t, language }), [t, language])
  return <Spoken value={tongue}>{children}</Spoken>
}

export function useTongue(): Tongue {
  const tongue = useContext(Spoken)
  if (!tongue) throw new Error('useTongue was called outside Frame.')
  return tongue
}
