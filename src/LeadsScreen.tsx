import { ExportMenu } from './capture/exports/ExportMenu.tsx'
import { exportPicked } from './capture/exports/ExportPickedDialog.tsx'
import { mailPicked } from './nurture/mailings/MailPickedDialog.tsx'
import { type LeadSlots, LeadsPage } from './people/leads/LeadsPage.tsx'
import { assignPicked } from './qualify/assignment/AssignPickedDialog.tsx'
import { planPicked } from './sell/activities/PlanPickedDialog.tsx'

const slots: LeadSlots = {
  importAt: '/imports',
  acts: ({ q, filters, sort }) => <ExportMenu what="persons" filter={{ ...(q ? { q } : {}), filters, sort }} />,
  bulk: [assignPicked, planPicked, mailPicked, exportPicked],
}

/** The list of leads with what other rooms do with those who are picked. */
export function LeadsScreen() {
  return <LeadsPage slots={slots} />
}
