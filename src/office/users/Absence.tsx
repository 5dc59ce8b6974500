import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Fact, Facts } from '../../ui/Fact.tsx'

type Away = {
  id: number
  deputy: { id: number; name: string } | null
  awayFrom: string | null
  awayUntil: string | null
}
type Field = 'deputyId' | 'awayFrom' | 'awayUntil'
type Props = { of: Away; save: (field: Field, value: string | number | null, version?: number) => Promise<unknown> }

/** When somebody is away, and who stands in for them. */
export function Absence({ of: who, save }: Props) {
  const { t } = useTranslation()
  const users = useQuery(rpc.users.list.queryOptions({ input: { limit: 500 } }))
  const others = (users.data?.items ?? []).filter(one => one.id !== who.id)
  const nobody = { value: '', label: t($ => $.users.one.noDeputy) }
  return (
    <Facts>
      {(['awayFrom', 'awayUntil'] as const).map(field => (
        <Fact
          key={field}
          label={t($ => $.users.one[field])}
          kind="date"
          value={who[field]}
          onSave={(value, version) => save(field, value === null ? null : String(value), version)}
        />
      ))}
      <Fact
        label={t($ => $.users.one.deputy)}
        kind="choice"
        options={[nobody, ...others.map(one => ({ value: String(one.id), label: one.name }))]}
        value={who.deputy ? String(who.deputy.id) : ''}
        show={who.deputy?.name ?? nobody.label}
        onSave={(value, version) => save('deputyId', value ? Number(value) : null, version)}
      />
    </Facts>
  )
}
