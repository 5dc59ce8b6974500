import { SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, rpc } from '../../ui/api.ts'
import { ClashDialog } from '../../ui/ClashDialog.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useSaves } from '../../ui/useSaves.ts'
import { saveField } from '../desk/saveField.tsx'
import { Card, Section } from '../settings/Section.tsx'
import type { RoleScope } from '../settings/settings.schema.ts'
import { RightsTable } from './RightsTable.tsx'
import classes from './RolesSection.module.css'
import { roleNames } from './rights.ts'

type Role = typeof RoleScope._output
const scopes = ['own', 'team', 'all'] as const

/** 権限: whose rows each role sees, which can be set, and what it may do, which is given. */
export function RolesSection() {
  const { t } = useTranslation()
  const list = useQuery(rpc.roles.list.queryOptions())
  const roles = roleNames.flatMap(name => list.data?.items.filter(role => role.name === name) ?? [])
  return (
    <Section title={t($ => $.roles.title)} sub={t($ => $.roles.sub)}>
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={400} />}
      {list.data && (
        <Card title={t($ => $.roles.sees)} hint={t($ => $.roles.seesHint)}>
          {roles.map(role => (
            <Scope key={role.name} role={role} />
          ))}
        </Card>
      )}
      {!list.isPending && (
        <Card title={t($ => $.roles.may)} hint={t($ => $.roles.mayHint)}>
          <RightsTable />
        </Card>
      )}
    </Section>
  )
}

function Scope({ role }: { role: Role }) {
  const { t } = useTranslation()
  const { name } = role
  const saves = useSaves<string>((_field, value, version) =>
    saveField(role, 'scope', version => api.roles.change({ name, scope: scopeIn(value), version }), version),
  )
  const called = t($ => $.roles.name[name])
  return (
    <div className={classes.role}>
      <div>
        {called}
        <Text size="sm" c="dimmed">
          {t($ => $.roles.does[name])}
        </Text>
      </div>
      {name === 'admin' ? (
        <Text className={classes.fixed}>{t($ => $.roles.scope.all)}</Text>
      ) : (
        <SegmentedControl
          size="xs"
          aria-label={t($ => $.roles.scopeOf, { role: called })}
          value={scopeIn(saves.drafts.get(name) ?? role.scope)}
          onChange={value => void saves.commit(name, name, value)}
          data={scopes.map(value => ({ value, label: t($ => $.roles.scope[value]) }))}
        />
      )}
      <ClashDialog
        label={saves.clash && t($ => $.roles.scopeOf, { role: called })}
        theirs={t($ => $.roles.scope[scopeIn(saves.clash?.clash.theirs)])}
        yours={t($ => $.roles.scope[scopeIn(saves.clash?.value)])}
        onChoose={saves.settle}
      />
    </div>
  )
}

function scopeIn(value: unknown): Role['scope'] {
  return scopes.find(scope => scope === value) ?? 'own'
}
