import { IconBan, IconSend } from '@tabler/icons-react'
import type { Right } from '../../office/roles/rights.ts'
import type { Bulk } from '../../ui/grid/useBulk.tsx'
import { OfferPickedDialog } from '../offers/OfferDialog.tsx'
import { DisqualifyPickedDialog } from './DisqualifyDialog.tsx'
import type { Picked } from './leads.schema.ts'

/** Something that can be done with the people who were picked. */
export type LeadBulk = Bulk<Picked> & { right: Right }

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
