import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { told, useEventSentence } from './eventSentence.tsx'

const pageSize = 40

/** What happened with a person, in sentences. */
export function PersonTimeline({ id, composer }: { id: number; composer?: ReactNode }) {
  const { t } = useTranslation()
  const describe = useEventSentence()
  return (
    <Timeline
      queryKey={['timeline', 'person', id]}
      page={async (asked, signal) => {
        const page = await api.persons.timeline({ id, limit: pageSize, ...asked }, { signal })
        return { ...page, items: told(page.items) }
      }}
      describe={describe}
      composer={composer}
      personIds={[id]}
      empty={
        <Empty title={t($ => $.persons.timelineEmpty)} art="thread">
          {t($ => $.persons.timelineEmptyText)}
        </Empty>
      }
    />
  )
}
