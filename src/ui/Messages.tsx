import { useNotifications } from '@mantine/notifications'
import { type ComponentType, useEffect, useState } from 'react'
import { whenIdle } from './idle.ts'

/** Nobody is told anything while the first page comes: what shows messages is fetched after it, at the latest with the first one. */
export function Messages() {
  const [Corner, setCorner] = useState<ComponentType>()
  const { notifications } = useNotifications()
  const waiting = notifications.length
  useEffect(() => {
    const fetch = async () => {
      const { MessageCorner } = await import('./MessageCorner.tsx')
      setCorner(() => MessageCorner)
    }
    // Where it cannot be had now, the next message asks again.
    if (waiting > 0) void fetch().catch(() => {})
    else whenIdle(fetch)
  }, [waiting])
  return Corner ? <Corner /> : null
}
