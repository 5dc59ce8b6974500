import { type ComponentType, useEffect, useState } from 'react'
import { whenIdle } from './idle.ts'
import { tellFailure } from './tell.tsx'
import { restOfWords } from './words/language.ts'

type Opens = { opened?: boolean; onClose: () => void }

/**
 * A dialog whose code is no part of the page it is opened from: it comes when nothing else is going on, at the latest
 * when somebody opens it.
 *
 *   const Palette = later(async () => (await import('./Palette.tsx')).Palette)
 */
export function later<Props extends Opens>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let Part: ComponentType<Props> | undefined
  const fetch = async () => {
    Part ??= (await Promise.all([load(), restOfWords()]))[0]
  }
  whenIdle(fetch)
  return function Later(props: Props) {
    const { opened, onClose } = props
    const wanted = opened ?? true
    const [here, setHere] = useState(false)
    const [stands, setStands] = useState(false)
    useEffect(() => {
      if (!wanted || here) return
      const failed = (error: unknown) => {
        tellFailure(error)
        onClose()
      }
      void fetch().then(() => setHere(true), failed)
    }, [wanted, here, onClose])
    // It opens after it was there closed, so that it knows where the keyboard was and gives it back.
    useEffect(() => setStands(here), [here])
    if (!here || !Part) return null
    return <Part {...props} {...(opened === undefined ? {} : { opened: opened && stands })} />
  }
}
