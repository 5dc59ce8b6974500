import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { later } from '../../ui/later.tsx'
import { isCallOfLead } from './ActivityRow.tsx'
import type { Activity } from './activities.schema.ts'
import { useActivityActs } from './useActivityActs.tsx'

const DoneDialog = later(async () => (await import('./DoneDialog.tsx')).DoneDialog)
const EditDialog = later(async () => (await import('./EditDialog.tsx')).EditDialog)

type Doing = {
  onFinish: (activity: Activity) => void
  onEdit: (activity: Activity) => void
  onCancel: (activity: Activity) => void
  /** To be put somewhere on the page. */
  dialogs: ReactNode
}

/** What one does with a planned activity: finish it (saying how it went, where that matters), change it, cancel it. */
export function useDoing(): Doing {
  const navigate = useNavigate()
  const acts = useActivityActs()
  const [finishing, setFinishing] = useState<Activity>()
  const [editing, setEditing] = useState<Activity>()
  return {
    onFinish: activity => {
      if (isCallOfLead(activity)) void navigate({ to: '/calls', search: { lead: activity.leadId } as never })
      else if (activity.kind === 'task' || activity.kind === 'mail') void acts.finish.run({ id: activity.id })
      else setFinishing(activity)
    },
    onEdit: setEditing,
    onCancel: activity => void acts.cancel.run({ id: activity.id }),
    dialogs: (
      <>
        {finishing && <DoneDialog activity={finishing} onClose={() => setFinishing(undefined)} />}
        {editing && <EditDialog activity={editing} onClose={() => setEditing(undefined)} />}
      </>
    ),
  }
}
