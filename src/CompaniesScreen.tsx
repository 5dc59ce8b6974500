import { ExportMenu } from './capture/exports/ExportMenu.tsx'
import { exportPicked } from './capture/exports/ExportPickedDialog.tsx'
import { mailPicked } from './nurture/mailings/MailPickedDialog.tsx'
import { CompaniesPage, type CompanySlots } from './people/companies/CompaniesPage.tsx'
import { offerPicked } from './people/leads/leadBulks.tsx'
import { planPicked } from './sell/activities/PlanPickedDialog.tsx'

const slots: CompanySlots = {
  acts: asked => <ExportMenu what="companies" filter={asked} />,
  bulk: [offerPicked, planPicked, mailPicked, exportPicked],
}

/** The list of companies with what other rooms do with it. */
export function CompaniesScreen() {
  return <CompaniesPage slots={slots} />
}
