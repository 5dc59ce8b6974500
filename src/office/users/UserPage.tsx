import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, rpc } from '../../ui/api.ts'
import { ClashDialog } from '../../ui/ClashDialog.tsx'
import type { EditKind } from '../../ui/Editor.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { useSaves, type Value } from '../../ui/useSaves.ts'
import { saveField } from '../desk/saveField.tsx'
import { type RoleName, roleNames } from '../roles/rights.ts'
import { Card, Section } from '../settings/Section.tsx'
import { Absence } from './Absence.tsx'
import { Access } from './Access.tsx'
import { RolesInput } from './RolesInput.tsx'
import { State } from './UsersSection.tsx'
import type { User } from './users.schema.ts'

/** A user: who they are, what they may do, who stands in for them. */
export function UserPage() {
  const { t } = useTranslation()
  const user = useQuery(rpc.users.get.queryOptions({ input: { id: useRowId() } }))
  return (
    <Section
      title={user.data?.name ?? t($ => $.users.list.title)}
      aside={user.data && <State user={user.data} />}
      under={{ label: t($ => $.users.list.title), to: '/settings/users' }}
    >
      {user.isError && <Problem error={user.error} onRetry={user.refetch} />}
      {user.isPending && <Skeleton height={240} />}
      {user.data && <Cards user={user.data} />}
    </Section>
  )
}

function Cards({ user }: { user: User }) {
  const { t } = useTranslation()
  const teams = useQuery(rpc.teams.list.queryOptions())
  const { id } = user
  const row = { ...user, teamId: user.team?.id ?? null, deputyId: user.deputy?.id ?? null }
  const languages = [
    { value: 'ja', label: '日本語' },
    { value: 'en', label: 'English' },
  ]
  const noTeam = { value: '', label: t($ => $.users.one.noTeam) }
  const teamChoices = (teams.data?.items ?? []).map(one => ({ value: String(one.id), label: one.name }))
  const save = (field: keyof typeof row, said: unknown, version?: number) =>
    saveField(row, field, version => api.users.change({ id, version, [field]: said }), version)
  const fact = (field: 'name' | 'email' | 'language', kind: EditKind = 'text') => (
    <Fact
      label={t($ => $.users.one[field])}
      kind={kind}
      options={languages}
      value={user[field]}
      onSave={(value, version) => save(field, value ?? '', version)}
    />
  )
  return (
    <>
      <Card title={t($ => $.users.one.about)}>
        <Facts>
          {fact('name')}
          {fact('email')}
          <Fact
            label={t($ => $.users.one.team)}
            kind="choice"
            options={[noTeam, ...teamChoices]}
            value={row.teamId === null ? '' : String(row.teamId)}
            show={user.team?.name ?? noTeam.label}
            onSave={(value, version) => save('teamId', value ? Number(value) : null, version)}
          />
          {fact('language', 'choice')}
        </Facts>
      </Card>
      <Card title={t($ => $.users.one.roles)} hint={t($ => $.users.one.rolesHint, { name: user.name })}>
        <Roles user={user} save={(roles, version) => save('roles', roles, version)} />
      </Card>
      <Card title={t($ => $.users.one.absence)} hint={t($ => $.users.one.absenceHint)}>
        <Absence of={user} save={save} />
      </Card>
      <Access user={user} />
    </>
  )
}

type RolesProps = { user: User; save: (roles: RoleName[], version?: number) => Promise<unknown> }

function Roles({ user, save }: RolesProps) {
  const { t } = useTranslation()
  const label = t($ => $.users.one.roles)
  const saves = useSaves<string>((_field, value, version) => save(rolesIn(value), version))
  const write = (roles: RoleName[]) => roles.map(role => t($ => $.roles.name[role])).join('・')
  const theirs = saves.clash?.clash.theirs
  return (
    <>
      <RolesInput
        described
        label=""
        value={rolesIn(saves.drafts.get('roles') ?? user.roles.join())}
        onChange={roles => roles.length > 0 && void saves.commit('roles', 'roles', roles.join())}
      />
      <ClashDialog
        label={saves.clash && label}
        theirs={Array.isArray(theirs) ? write(rolesIn(theirs.join())) : ''}
        yours={write(rolesIn(saves.clash?.value ?? ''))}
        onChoose={saves.settle}
      />
    </>
  )
}

function rolesIn(value: Value): RoleName[] {
  const names = String(value).split(',')
  return roleNames.filter(role => names.includes(role))
}
