import type { Icon } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../me.tsx'
import type { BulkAct, Selection } from './types.ts'

/** Something that can be done with rows that were picked; `close(true)` when it was done. */
export type Bulk<Picked> = {
  key: string
  label: (t: TFunction) => string
  icon: Icon
  right: string
  dialog: (picked: Picked, close: (done: boolean) => void) => ReactNode
}

/** What a list can do with the rows that are picked, as far as one has the right; the dialog of the act at hand. */
export function useBulk<Picked>(
  bulk: readonly Bulk<Picked>[],
  pickedOf: (selection: Selection) => Picked | Promise<Picked>,
): { acts: readonly BulkAct[]; dialog: ReactNode } {
  const { t } = useTranslation()
  const { may, begin, dialog } = useBulkActs(bulk)
  const acts = may.map(
    (one): BulkAct => ({
      key: one.key,
      label: one.label(t),
      icon: one.icon,
      run: async selection => begin(one, await pickedOf(selection)),
    }),
  )
  return { acts, dialog }
}

/** The same acts from elsewhere than a selection: `begin` opens the dialog, and answers whether it was done. */
export function useBulkActs<Picked>(bulk: readonly Bulk<Picked>[]) {
  const { rights } = useMe()
  const [doing, setDoing] = useState<{ one: Bulk<Picked>; picked: Picked; close: (done: boolean) => void }>()
  const begin = (one: Bulk<Picked>, picked: Picked) =>
    new Promise<boolean>(resolve => {
      const close = (done: boolean) => {
        setDoing(undefined)
        resolve(done)
      }
      setDoing({ one, picked, close })
    })
  return {
    may: bulk.filter(one => rights.includes(one.right)),
    begin,
    dialog: doing?.one.dialog(doing.picked, doing.close),
  }
}
