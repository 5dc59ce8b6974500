import { Accordion, ActionIcon, Group, Skeleton, Switch, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { saveField } from '../desk/saveField.tsx'
import { Folds } from './Folds.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { Card, Section } from './Section.tsx'
import type { Reason as ReasonShape } from './settings.schema.ts'
import { Tag } from './Tag.tsx'

type Reason = typeof ReasonShape._output

/** 理由: what is chosen from when a lead is given back or closed. */
export function ReasonsSection() {
  const { t } = useTranslation()
  const [adding, add] = useDisclosure(false)
  const list = useQuery(rpc.reasons.list.queryOptions({ input: { all: true } }))
  const reasons = list.data?.items ?? []
  return (
    <Section
      title={t($ => $.settings.reasons.title)}
      sub={t($ => $.settings.reasons.sub)}
      act={{ label: t($ => $.settings.reasons.add), icon: IconPlus, onClick: add.open, keys: 'c' }}
    >
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={320} />}
      {list.data &&
        (['returned', 'disqualified', 'lost', 'stopped'] as const).map(kind => (
          <Card key={kind} title={t($ => $.settings.reasons[kind])}>
            <Reasons of={reasons.filter(one => one.kind === kind)} />
          </Card>
        ))}
      <ReasonDialog
        opened={adding}
        onClose={add.close}
        position={Math.max(0, ...reasons.map(one => one.position)) + 1}
      />
    </Section>
  )
}

function Reasons({ of: reasons }: { of: readonly Reason[] }) {
  const { i18n } = useTranslation()
  const swap = useAct(async ([one, other]: [Reason, Reason]) => {
    const [above, below] = one.position < other.position ? [one, other] : [other, one]
    const upper = above.position
    const lower = below.position === upper ? upper + 1 : below.position
    await api.reasons.change({ id: above.id, version: above.version, position: lower })
    await api.reasons.change({ id: below.id, version: below.version, position: upper })
  })
  const nameOf = (one: Reason) => (i18n.language === 'ja' ? one.nameJa : one.nameEn)
  return (
    <Folds bare>
      {reasons.map((one, index) => (
        <Accordion.Item key={one.id} value={String(one.id)}>
          <Group gap={0} wrap="nowrap">
            <Accordion.Control>
              <Line reason={one} name={nameOf(one)} />
            </Accordion.Control>
            <Movers
              name={nameOf(one)}
              above={reasons[index - 1]}
              below={reasons[index + 1]}
              onSwap={other => void swap.run([one, other])}
              pending={swap.pending}
            />
          </Group>
          <Accordion.Panel>
            <Details reason={one} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Folds>
  )
}

function Line({ reason, name }: { reason: Reason; name: string }) {
  const { t } = useTranslation()
  return (
    <Group gap={8}>
      <Text span c={reason.active ? undefined : 'dimmed'}>
        {name}
      </Text>
      {reason.wayBack === 'date' && <Tag tone="accent">{t($ => $.settings.reasons.day)}</Tag>}
      {!reason.active && <Tag>{t($ => $.settings.reasons.notUsed)}</Tag>}
    </Group>
  )
}

type MoversProps = {
  name: string
  above: Reason | undefined
  below: Reason | undefined
  onSwap: (other: Reason) => void
  pending: boolean
}

function Movers({ name, above, below, onSwap, pending }: MoversProps) {
  const { t } = useTranslation()
  const ways = [
    { other: above, label: t($ => $.settings.reasons.up, { name }), icon: IconArrowUp },
    { other: below, label: t($ => $.settings.reasons.down, { name }), icon: IconArrowDown },
  ]
  return ways.map(({ other, label, icon: Sign }) => (
    <ActionIcon
      key={label}
      aria-label={label}
      title={label}
      disabled={!other || pending}
      bg={other ? undefined : 'transparent'}
      onClick={() => other && onSwap(other)}
    >
      <Sign size={16} stroke={1.6} />
    </ActionIcon>
  ))
}

function Details({ reason }: { reason: Reason }) {
  const { t } = useTranslation()
  const change = useAct(api.reasons.change)
  const { id, version } = reason
  return (
    <>
      <Facts>
        {(['nameJa', 'nameEn'] as const).map(field => (
          <Fact
            key={field}
            label={t($ => $.settings.reasons[field])}
            value={reason[field]}
            onSave={(value, version) =>
              saveField(reason, field, version => api.reasons.change({ id, version, [field]: value ?? '' }), version)
            }
          />
        ))}
      </Facts>
      <Group gap={24} mt={8}>
        <Switch
          label={t($ => $.settings.reasons.asksDay)}
          checked={reason.wayBack === 'date'}
          onChange={event => void change.run({ id, version, wayBack: event.currentTarget.checked ? 'date' : 'none' })}
        />
        <Switch
          label={t($ => $.settings.reasons.active)}
          checked={reason.active}
          onChange={event => void change.run({ id, version, active: event.currentTarget.checked })}
        />
      </Group>
    </>
  )
}
