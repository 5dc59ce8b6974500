import { ExportMenu } from './capture/exports/ExportMenu.tsx'
import { CompaniesPage, type CompanySlots } from './people/companies/CompaniesPage.tsx'

const slots: CompanySlots = {
  acts: asked => <ExportMenu what="companies" filter={asked} />,
}

/** The list of companies with what other rooms do with it. */
export function CompaniesScreen() {
  return <CompaniesPage slots={slots} />
}
