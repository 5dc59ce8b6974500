import { Notifications } from '@mantine/notifications'
import { mostMessages } from './tell.tsx'

/** Where messages stand, and how they come and go. */
export function MessageCorner() {
  return <Notifications position="bottom-center" limit={mostMessages} containerWidth={480} />
}
