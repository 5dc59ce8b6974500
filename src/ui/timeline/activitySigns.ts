import {
  type Icon,
  IconBuilding,
  IconCalendarEvent,
  IconCheck,
  IconMail,
  IconNote,
  IconPhone,
} from '@tabler/icons-react'

/** A sign for each kind of activity. */
export const activitySigns: Record<string, Icon> = {
  call: IconPhone,
  visit: IconBuilding,
  mail: IconMail,
  meeting: IconCalendarEvent,
  note: IconNote,
  task: IconCheck,
}
