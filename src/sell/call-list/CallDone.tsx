import { Text } from '@mantine/core'
import { IconRefresh, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useWhen } from '../activities/when.tsx'

type Props = {
  /** Still on the list: whoever was skipped. */
  total: number
  /** Somebody was on the screen before. */
  called: boolean
  onRestart: () => void
}

/** Nobody is to be called now: the list is worked off, or nothing has come in yet. */
export function CallDone({ total, called, onRestart }: Props) {
  const { t } = useTranslation()
  const when = useWhen()
  const navigate = useNavigate()
  const today = useQuery(rpc.today.get.queryOptions())
  const next = today.data?.clocks.find(one => one.stage === 'sal')
  if (!called && today.data?.counts.holds === 0) {
    return (
      <Empty
        art="calls"
        title={t($ => $.calls.empty.title)}
        act={{ label: t($ => $.calls.empty.offers), icon: IconSend, onClick: () => navigate({ to: '/offers' }) }}
      >
        {t($ => $.calls.empty.text)}
      </Empty>
    )
  }
  return (
    <Empty
      art="done"
      title={t($ => $.calls.done.title)}
      act={{
        label: total > 0 ? t($ => $.calls.done.restart) : t($ => $.calls.done.refresh),
        icon: IconRefresh,
        onClick: onRestart,
      }}
    >
      <Text>{total > 0 ? t($ => $.calls.done.skipped, { count: total }) : t($ => $.calls.done.text)}</Text>
      {next && total === 0 && (
        <Text>
          {t($ => $.calls.done.next, { when: when(next.clock.at), name: next.personName ?? next.companyName ?? '' })}
        </Text>
      )}
    </Empty>
  )
}
