import { ExportMenu } from './capture/exports/ExportMenu.tsx'
import { type DealSlots, DealsPage } from './sell/deals/DealsPage.tsx'

const slots: DealSlots = {
  acts: ({ sort: _, descending: __, ...filter }) => <ExportMenu what="deals" filter={filter} />,
}

/** The list of deals with what other rooms do with it. */
export function DealsScreen() {
  return <DealsPage slots={slots} />
}
