import { createContext, type ReactNode, useContext } from 'react'
import type { Language } from './words/language.ts'

/** Who is sitting here, and what the company has set. The entrance provides it; any part may ask. */
export type Me = {
  id: number
  name: string
  email: string
  language: Language
  /** Names of rights, as the server gives them. */
  rights: readonly string[]
  company: { name: string; timeZone: string }
}

const Sitting = createContext<Me | undefined>(undefined)

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <Sitting value={me}>{children}</Sitting>
}

export function useMe(): Me {
  const me = useContext(Sitting)
  if (!me) throw new Error('useMe was called outside MeProvider.')
  return me
}

/** Before sign-in there is nobody, and the parts that only show dates still work. */
export function useMeIfAny(): Me | undefined {
  return useContext(Sitting)
}

export function useMay(right: string): boolean {
  return useMeIfAny()?.rights.includes(right) ?? false
}
