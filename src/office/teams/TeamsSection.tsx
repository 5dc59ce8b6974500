import { Accordion, Group, Skeleton, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { saveField } from '../desk/saveField.tsx'
import { Folds } from '../settings/Folds.tsx'
import { Card, Section } from '../settings/Section.tsx'
import type { User } from '../users/users.schema.ts'
import { TeamDialog } from './TeamDialog.tsx'
import classes from './TeamsSection.module.css'
import type { Team } from './teams.schema.ts'

/** チーム, as a tree: who belongs to which, and who is in it. */
export function TeamsSection() {
  const { t } = useTranslation()
  const [adding, add] = useDisclosure(false)
  const list = useQuery(rpc.teams.list.queryOptions())
  const users = useQuery(rpc.users.list.queryOptions({ input: { limit: 500 } }))
  const teams = list.data?.items ?? []
  const people = users.data?.items ?? []
  const free = people.filter(one => one.team === null)
  const act = { label: t($ => $.teams.add), icon: IconPlus, onClick: add.open }
  return (
    <Section title={t($ => $.teams.title)} sub={t($ => $.teams.sub)} act={{ ...act, keys: 'c' }}>
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={200} />}
      {list.data && teams.length === 0 && (
        <Empty art="handover" title={t($ => $.teams.none)} act={act}>
          {t($ => $.teams.noneHint)}
        </Empty>
      )}
      {teams.length > 0 && (
        <Card>
          <Folds bare>
            {inTree(teams).map(({ team, depth }) => (
              <Branch
                key={team.id}
                team={team}
                depth={depth}
                teams={teams}
                people={people.filter(one => one.team?.id === team.id)}
              />
            ))}
          </Folds>
        </Card>
      )}
      {teams.length > 0 && free.length > 0 && (
        <Card title={t($ => $.teams.without)}>
          <People of={free} />
        </Card>
      )}
      <TeamDialog opened={adding} onClose={add.close} teams={teams} />
    </Section>
  )
}

type BranchProps = { team: Team; depth: number; teams: readonly Team[]; people: readonly User[] }

function Branch({ team, depth, teams, people }: BranchProps) {
  const { t } = useTranslation()
  const { id } = team
  const row = { ...team, parentId: team.parent?.id ?? null }
  const below = new Set([id, ...belowOf(teams, id)])
  const parents = teams.filter(one => !below.has(one.id)).map(one => ({ value: String(one.id), label: one.name }))
  return (
    <Accordion.Item value={String(id)} style={{ '--depth': depth }} className={classes.branch}>
      <Accordion.Control>
        <Group gap={8}>
          <Text span fw={depth === 0 ? 600 : 400}>
            {team.name}
          </Text>
          <Text span size="sm" c="dimmed">
            {t($ => $.teams.members, { count: team.members })}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Facts>
          <Fact
            label={t($ => $.teams.name)}
            value={team.name}
            onSave={(value, version) =>
              saveField(row, 'name', version => api.teams.change({ id, version, name: String(value ?? '') }), version)
            }
          />
          <Fact
            label={t($ => $.teams.parent)}
            kind="choice"
            options={[{ value: '', label: t($ => $.teams.top) }, ...parents]}
            value={row.parentId === null ? '' : String(row.parentId)}
            show={team.parent?.name ?? t($ => $.teams.top)}
            onSave={(value, version) =>
              saveField(
                row,
                'parentId',
                version => api.teams.change({ id, version, parentId: value ? Number(value) : null }),
                version,
              )
            }
          />
        </Facts>
        {people.length > 0 ? (
          <People of={people} />
        ) : (
          <Text size="sm" c="dimmed" mt={8}>
            {t($ => $.teams.nobody)}
          </Text>
        )}
      </Accordion.Panel>
    </Accordion.Item>
  )
}

function People({ of: people }: { of: readonly User[] }) {
  const { t } = useTranslation()
  return (
    <ul className={classes.people}>
      {people.map(one => (
        <li key={one.id}>
          <Link to={`/settings/users/${one.id}`}>{one.name}</Link>
          <Text span size="sm" c="dimmed">
            {one.roles.map(role => t($ => $.roles.name[role])).join('・')}
          </Text>
        </li>
      ))}
    </ul>
  )
}

type Placed = { team: Team; depth: number }

function inTree(teams: readonly Team[], parentId: number | null = null, depth = 0): Placed[] {
  return teams
    .filter(team => (team.parent?.id ?? null) === parentId)
    .flatMap(team => [{ team, depth }, ...inTree(teams, team.id, depth + 1)])
}

function belowOf(teams: readonly Team[], id: number): number[] {
  return inTree(teams, id).map(one => one.team.id)
}
