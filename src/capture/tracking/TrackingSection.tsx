import { Radio, Select, Skeleton, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconClock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Card, Section } from '../../office/settings/Section.tsx'
import { Notice } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Copy } from '../../ui/Copy.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { PageNames } from './PageNames.tsx'
import classes from './tracking.module.css'
import { keepChoices, type Tracking, trackingModes } from './tracking.schema.ts'

/** Webトラッキング: the code, whether it works, what visitors are asked, and what pages are called. */
export function TrackingSection() {
  const { t } = useTranslation()
  const tracking = useQuery({
    ...rpc.tracking.get.queryOptions(),
    // Somebody is waiting for the first view to come in.
    refetchInterval: query => (query.state.data?.lastSeen ? false : 3_000),
  })
  return (
    <Section title={t($ => $.tracking.title)} sub={t($ => $.tracking.sub)}>
      {tracking.isPending && <Skeleton height={240} />}
      {tracking.isError && <Problem error={tracking.error} onRetry={tracking.refetch} />}
      {tracking.data && <Code tracking={tracking.data} />}
      {tracking.data && <Mode tracking={tracking.data} />}
      {tracking.data && <Keep tracking={tracking.data} />}
      <PageNames />
    </Section>
  )
}

function Code({ tracking: { code, lastSeen } }: { tracking: Tracking }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card title={t($ => $.tracking.code)} hint={t($ => $.tracking.codeHint)}>
      <pre className={classes.code} tabIndex={0} aria-label={t($ => $.tracking.code)}>
        {code}
      </pre>
      <div>
        <Copy text={code} />
      </div>
      {lastSeen ? (
        <Notice tone="good" icon={IconCircleCheck}>
          {t($ => $.tracking.lastSeen, { at: format.dateTime(lastSeen.at) })} <span>{lastSeen.url}</span>
        </Notice>
      ) : (
        <Notice tone="soon" icon={IconClock}>
          {t($ => $.tracking.notSeen)}
        </Notice>
      )}
    </Card>
  )
}

function Mode({ tracking: { mode, version } }: { tracking: Tracking }) {
  const { t } = useTranslation()
  const change = useAct(api.tracking.change, { done: t($ => $.tracking.changed) })
  return (
    <Card title={t($ => $.tracking.mode)}>
      <Radio.Group
        aria-label={t($ => $.tracking.mode)}
        value={mode}
        onChange={value => void change.run({ mode: value as Tracking['mode'], version })}
      >
        <Stack gap={12}>
          {trackingModes.map(one => (
            <Radio
              key={one}
              value={one}
              label={t($ => $.tracking.modes[one])}
              description={t($ => $.tracking.modeHints[one])}
              disabled={change.pending}
            />
          ))}
        </Stack>
      </Radio.Group>
    </Card>
  )
}

function Keep({ tracking: { keepWebMonths, swept, version } }: { tracking: Tracking }) {
  const { t } = useTranslation()
  const format = useFormat()
  const change = useAct(api.tracking.change, { done: t($ => $.tracking.keep.saved) })
  const months = [...new Set([...keepChoices, ...(keepWebMonths === null ? [] : [keepWebMonths])])].toSorted(
    (a, b) => a - b,
  )
  return (
    <Card title={t($ => $.tracking.keep.title)} hint={t($ => $.tracking.keep.hint)}>
      <Select
        aria-label={t($ => $.tracking.keep.title)}
        maw={240}
        allowDeselect={false}
        disabled={change.pending}
        value={String(keepWebMonths ?? '')}
        data={[
          { value: '', label: t($ => $.tracking.keep.forEver) },
          ...months.map(count => ({ value: String(count), label: t($ => $.tracking.keep.months, { count }) })),
        ]}
        onChange={value => void change.run({ keepWebMonths: value ? Number(value) : null, version })}
      />
      {swept && (
        <Text size="sm" c="dimmed">
          {t($ => $.tracking.keep.swept, { month: format.month(swept.month), gone: format.number(swept.gone) })}
        </Text>
      )}
    </Card>
  )
}
