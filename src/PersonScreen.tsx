import { PersonPage, type PersonSlots } from './people/persons/PersonPage.tsx'
import { ActivityComposer } from './sell/activities/ActivityComposer.tsx'
import { PlannedActivities } from './sell/activities/PlannedActivities.tsx'

const slots: PersonSlots = {
  composer: ({ id }) => <ActivityComposer whom={{ personId: id }} />,
  planned: ({ id }) => <PlannedActivities whom={{ personId: id }} />,
}

/** The page of a person with what sales writes down and plans. */
export function PersonScreen() {
  return <PersonPage slots={slots} />
}
