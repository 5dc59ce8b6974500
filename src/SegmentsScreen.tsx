import { exportPicked } from './capture/exports/ExportPickedDialog.tsx'
import { mailPicked } from './nurture/mailings/MailPickedDialog.tsx'
import { offerPicked } from './people/leads/leadBulks.tsx'
import { SegmentsPage } from './people/segments/SegmentsPage.tsx'
import { planPicked } from './sell/activities/PlanPickedDialog.tsx'

const bulk = [mailPicked, offerPicked, planPicked, exportPicked]

/** The saved lists with what other rooms do with everybody in one. */
export function SegmentsScreen() {
  return <SegmentsPage bulk={bulk} />
}
