import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import type { MailingState } from './mailings.schema.ts'

const tones = {
  draft: 'plain',
  scheduled: 'soon',
  sending: 'accent',
  paused: 'soon',
  sent: 'good',
  stopped: 'plain',
} as const

export function StateMark({ state }: { state: MailingState }) {
  const { t } = useTranslation()
  return <Tag tone={tones[state]}>{t($ => $.mailings.state[state])}</Tag>
}
