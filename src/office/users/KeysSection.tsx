import { Anchor, Button, Skeleton, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Card, Section } from '../settings/Section.tsx'
import { KeyDialog } from './KeyDialog.tsx'
import classes from './KeysSection.module.css'
import type { ApiKey } from './users.schema.ts'

type Key = typeof ApiKey._output

/** APIキー: made here, shown once, revoked for good. */
export function KeysSection() {
  const { t } = useTranslation()
  const [creating, create] = useDisclosure(false)
  const [leaving, setLeaving] = useState<Key>()
  const list = useQuery(rpc.keys.list.queryOptions())
  const revoke = useAct(api.keys.revoke, { done: key => t($ => $.keys.revokedNow, { name: key.name }) })
  const keys = list.data?.items ?? []
  const inUse = keys.filter(key => key.revokedAt === null)
  const past = keys.filter(key => key.revokedAt !== null)
  const act = { label: t($ => $.keys.create), icon: IconPlus, onClick: create.open }
  return (
    <Section
      title={t($ => $.keys.title)}
      sub={
        <>
          {t($ => $.keys.sub)}{' '}
          <Anchor href="/api/docs" target="_blank" size="sm" underline="always">
            {t($ => $.keys.docs)}
          </Anchor>
        </>
      }
      act={{ ...act, keys: 'c' }}
    >
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={160} />}
      {list.data && inUse.length === 0 && (
        <Empty art="thread" title={t($ => $.keys.none)} act={act}>
          {t($ => $.keys.noneHint)}
        </Empty>
      )}
      {inUse.length > 0 && (
        <Card>
          {inUse.map(key => (
            <Row key={key.id} of={key} onRevoke={() => setLeaving(key)} />
          ))}
        </Card>
      )}
      {past.length > 0 && (
        <Card title={t($ => $.keys.past)}>
          {past.map(key => (
            <Row key={key.id} of={key} />
          ))}
        </Card>
      )}
      <KeyDialog opened={creating} onClose={create.close} />
      <Confirm
        opened={leaving !== undefined}
        title={t($ => $.keys.revokeTitle, { name: leaving?.name ?? '' })}
        act={t($ => $.keys.revoke)}
        pending={revoke.pending}
        onClose={() => setLeaving(undefined)}
        onAct={async () => {
          if (leaving && (await revoke.run({ id: leaving.id }))) setLeaving(undefined)
        }}
      >
        {t($ => $.keys.revokeText)}
      </Confirm>
    </Section>
  )
}

function Row({ of: key, onRevoke }: { of: Key; onRevoke?: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const date = format.date(key.createdAt)
  return (
    <div className={classes.row}>
      <div>
        <Text fw={600}>{key.name}</Text>
        <Text size="sm" c="dimmed">
          {key.roles.map(role => t($ => $.roles.name[role])).join('・')}
        </Text>
      </div>
      <div>
        <Text size="sm" ff="monospace">
          {t($ => $.keys.begins, { begins: key.begins })}
        </Text>
        <Text size="sm" c="dimmed">
          {key.revokedAt
            ? t($ => $.keys.revoked, { date: format.date(key.revokedAt) })
            : key.createdBy
              ? t($ => $.keys.by, { name: key.createdBy.name, date })
              : t($ => $.keys.byItself, { date })}
        </Text>
      </div>
      {onRevoke && (
        <Button
          variant="default"
          size="compact-md"
          onClick={onRevoke}
          aria-label={`${t($ => $.keys.revoke)}: ${key.name}`}
        >
          {t($ => $.keys.revoke)}
        </Button>
      )}
    </div>
  )
}
