import { type Icon, IconBan, IconSend } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import type { Right } from '../../office/roles/rights.ts'
import { OfferPickedDialog } from '../offers/OfferDialog.tsx'
import { DisqualifyPickedDialog } from './DisqualifyDialog.tsx'
import type { Picked } from './leads.schema.ts'

/** Something that can be done with the people who were picked; `close(true)` when it was done. */
export type LeadBulk = {
  key: string
  label: (t: TFunction) => string
  icon: Icon
  right: Right
  dialog: (picked: Picked, close: (done: boolean) => void) => ReactNode
}

export const offerPicked: LeadBulk = {
  key: 'offer',
  label: t => t($ => $.leadList.bulk.offer),
  icon: IconSend,
  right: 'lead.work',
  dialog: (picked, close) => <OfferPickedDialog picked={picked} onClose={close} />,
}

export const disqualifyPicked: LeadBulk = {
  key: 'disqualify',
  label: t => t($ => $.leadList.bulk.disqualify),
  icon: IconBan,
  right: 'lead.work',
  dialog: (picked, close) => <DisqualifyPickedDialog picked={picked} onClose={close} />,
}
