import { CompanyPage, type CompanyPageSlots } from './people/companies/CompanyPage.tsx'
import { DealsOf } from './sell/deals/DealsOf.tsx'

const slots: CompanyPageSlots = {
  deals: ({ id, name }) => <DealsOf whom={{ companyId: id }} name={name} />,
}

/** The page of a company with what sales has going there. */
export function CompanyScreen() {
  return <CompanyPage slots={slots} />
}
