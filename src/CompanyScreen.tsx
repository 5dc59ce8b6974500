import { CompanyPage, type CompanyPageSlots } from './people/companies/CompanyPage.tsx'
import { CompanyTrade } from './retain/invoices/CompanyTrade.tsx'
import { DealsOf } from './sell/deals/DealsOf.tsx'

const slots: CompanyPageSlots = {
  deals: ({ id, name }) => <DealsOf whom={{ companyId: id }} name={name} />,
  trade: ({ id, name }) => <CompanyTrade id={id} name={name} />,
}

/** The page of a company with what sales has going there, and what was traded with it. */
export function CompanyScreen() {
  return <CompanyPage slots={slots} />
}
