import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAct, Selection } from '../../ui/grid/types.ts'
import { useMe } from '../../ui/me.tsx'
import type { LeadBulk } from './leadBulks.tsx'
import type { Picked } from './leads.schema.ts'

/** What a list of people can do with those who are picked, as far as one has the right; the dialog of the act at hand. */
export function useLeadBulk(
  bulk: readonly LeadBulk[],
  pickedOf: (selection: Selection) => Picked | Promise<Picked>,
): { acts: readonly BulkAct[]; dialog: ReactNode } {
  const { t } = useTranslation()
  const { rights } = useMe()
  const [doing, setDoing] = useState<{ one: LeadBulk; picked: Picked; close: (done: boolean) => void }>()
  const acts = bulk
    .filter(one => rights.includes(one.right))
    .map(
      (one): BulkAct => ({
        key: one.key,
        label: one.label(t),
        icon: one.icon,
        run: async selection => {
          const picked = await pickedOf(selection)
          return new Promise<boolean>(resolve => {
            const close = (done: boolean) => {
              setDoing(undefined)
              resolve(done)
            }
            setDoing({ one, picked, close })
          })
        },
      }),
    )
  return { acts, dialog: doing?.one.dialog(doing.picked, doing.close) }
}
