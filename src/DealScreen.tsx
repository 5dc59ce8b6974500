import { DealTrade } from './retain/orders/DealTrade.tsx'
import { DealPage, type DealPageSlots } from './sell/deals/DealPage.tsx'

const slots: DealPageSlots = {
  trade: ({ id, outcome }) => (outcome === 'won' ? <DealTrade dealId={id} /> : null),
}

/** The page of a deal with what followed from its win. */
export function DealScreen() {
  return <DealPage slots={slots} />
}
