import { VisitsPanel } from './capture/tracking/VisitsPanel.tsx'
import { MailStandingNote } from './nurture/mailings/MailStandingNote.tsx'
import { PersonPage, type PersonSlots } from './people/persons/PersonPage.tsx'
import { ScorePanel } from './qualify/scoring/ScorePanel.tsx'
import { ActivityComposer } from './sell/activities/ActivityComposer.tsx'
import { PlannedActivities } from './sell/activities/PlannedActivities.tsx'
import { DealsOf } from './sell/deals/DealsOf.tsx'

const slots: PersonSlots = {
  score: ({ id }) => (
    <>
      <ScorePanel personId={id} />
      <VisitsPanel personId={id} />
    </>
  ),
  composer: ({ id }) => <ActivityComposer whom={{ personId: id }} />,
  planned: ({ id, familyName, givenName }) => (
    <>
      <PlannedActivities whom={{ personId: id }} />
      <MailStandingNote personId={id} />
      <DealsOf whom={{ personId: id }} name={[familyName, givenName].filter(Boolean).join(' ')} />
    </>
  ),
}

/** The page of a person with what sales writes down and plans. */
export function PersonScreen() {
  return <PersonPage slots={slots} />
}
