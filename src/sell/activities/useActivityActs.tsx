import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import type { Activity } from './activities.schema.ts'

type Saved = { operationId: number | null }
const takeBack = ({ operationId }: Saved) =>
  operationId ? api.journal.undo({ id: operationId }) : Promise.resolve(undefined)

/** What an activity is called: its subject, else the first line of its note, else its kind. */
export function useWhat(): (activity: Pick<Activity, 'kind' | 'subject' | 'note'>) => string {
  const { t } = useTranslation()
  return ({ kind, subject, note }) => subject || note.split('\n')[0] || t($ => $.activities.kind[kind])
}

/** Finishing and cancelling, each with a way back. */
export function useActivityActs() {
  const { t } = useTranslation()
  const what = useWhat()
  const finish = useAct(api.activities.finish, {
    done: activity => t($ => $.activities.saved.finished, { what: what(activity) }),
    undo: takeBack,
  })
  const cancel = useAct(api.activities.cancel, {
    done: activity => t($ => $.activities.saved.cancelled, { what: what(activity) }),
    undo: takeBack,
  })
  const create = useAct(api.activities.create, {
    done: activity => {
      const kind = t($ => $.activities.kind[activity.kind])
      return t($ => (activity.doneAt ? $.activities.saved.done : $.activities.saved.planned), { kind })
    },
    undo: takeBack,
  })
  return { finish, cancel, create }
}
