import { ExportMenu } from './capture/exports/ExportMenu.tsx'
import { exportDeals } from './capture/exports/ExportPickedDialog.tsx'
import { mailTo } from './nurture/mailings/MailPickedDialog.tsx'
import { planDeals } from './sell/activities/PlanPickedDialog.tsx'
import { type DealSlots, DealsPage } from './sell/deals/DealsPage.tsx'
import type { PickedDeals } from './sell/deals/picked.schema.ts'
import { api } from './ui/api.ts'

const slots: DealSlots = {
  acts: ({ sort: _, descending: __, ...filter }) => <ExportMenu what="deals" filter={filter} />,
  bulk: [planDeals, mailTo((deals: PickedDeals) => api.deals.people(deals)), exportDeals],
}

/** The list of deals with what other rooms do with it. */
export function DealsScreen() {
  return <DealsPage slots={slots} />
}
