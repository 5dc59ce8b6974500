import { exportPicked } from './capture/exports/ExportPickedDialog.tsx'
import { FunnelLeadsPage } from './learn/funnel/FunnelLeadsPage.tsx'
import { mailPicked } from './nurture/mailings/MailPickedDialog.tsx'
import { offerPicked } from './people/leads/leadBulks.tsx'
import { assignPicked } from './qualify/assignment/AssignPickedDialog.tsx'
import { planPicked } from './sell/activities/PlanPickedDialog.tsx'

const bulk = [offerPicked, assignPicked, planPicked, mailPicked, exportPicked]

/** The leads behind a bar of the funnel, with what other rooms do with those who are picked. */
export function FunnelLeadsScreen() {
  return <FunnelLeadsPage bulk={bulk} />
}
