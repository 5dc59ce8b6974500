import { ActionIcon, Button, Checkbox, Menu } from '@mantine/core'
import { IconDots, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { now } from '../../ui/now.ts'
import classes from './ActivityRow.module.css'
import type { Activity } from './activities.schema.ts'
import { KindSign } from './kind.tsx'
import { useWhat } from './useActivityActs.tsx'
import { useWhen } from './when.tsx'

type Props = {
  activity: Activity
  /** The one that the keys act on. */
  current?: boolean
  /** On the page of the person themselves their name goes without saying. */
  bare?: boolean
  onFinish?: (activity: Activity) => void
  onEdit?: (activity: Activity) => void
  onCancel?: (activity: Activity) => void
}

/** A call of a lead that sales works is made on the call list, where its outcome plans the next. */
export const isCallOfLead = ({ kind, leadId, leadStage }: Activity) =>
  kind === 'call' && leadId !== null && (leadStage === 'sal' || leadStage === 'sql')

export function ActivityRow({ activity, current = false, bare = false, onFinish, onEdit, onCancel }: Props) {
  const { t } = useTranslation()
  const when = useWhen()
  const what = useWhat()(activity)
  const { id, kind, personId, personName, companyId, companyName, plannedAt, doneAt, outcome, note, subject } = activity
  const open = !doneAt && !activity.cancelledAt
  return (
    <li className={classes.row} data-current={current || undefined} data-activity={id}>
      <Checkbox
        checked={doneAt !== null}
        disabled={!open || !onFinish}
        onChange={() => onFinish?.(activity)}
        aria-label={t($ => $.activities.act.done, { what })}
      />
      <span className={classes.sign}>
        <KindSign kind={kind} />
      </span>
      <div className={classes.what}>
        <div className={classes.title}>
          {doneAt ? subject || t($ => $.activities.kind[kind]) : what}
          {outcome && `：${t($ => $.activities.outcome[outcome])}`}
        </div>
        {!bare && (personId || companyId) && (
          <div className={classes.about}>
            {personId ? (
              <Link to="/persons/$id" params={{ id: personId }} className={classes.person}>
                {personName ?? t($ => $.ui.person.unknown)}
              </Link>
            ) : null}{' '}
            {companyId && (
              <Link to="/companies/$id" params={{ id: companyId }}>
                {companyName}
              </Link>
            )}
          </div>
        )}
        {doneAt && note && <div className={classes.note}>{note}</div>}
      </div>
      <div className={classes.when}>
        {doneAt ? (
          <span className="ui-quiet">{when(doneAt)}</span>
        ) : (
          plannedAt && (
            <>
              <span>{when(plannedAt)}</span>
              {plannedAt < now() && <ClockBadge due={plannedAt} />}
            </>
          )
        )}
      </div>
      {open && onEdit && onCancel && (
        <div className={classes.acts}>
          {isCallOfLead(activity) && (
            <Button
              component={Link}
              to={`/calls?lead=${activity.leadId}`}
              size="compact-sm"
              variant="light"
              leftSection={<IconPhone size={14} aria-hidden />}
            >
              {t($ => $.activities.act.call)}
            </Button>
          )}
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={t($ => $.activities.act.more, { what })}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => onEdit(activity)}>{t($ => $.activities.act.edit)}</Menu.Item>
              <Menu.Item onClick={() => onCancel(activity)}>{t($ => $.activities.act.cancel)}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </li>
  )
}
