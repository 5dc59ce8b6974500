import { Select, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconRoute } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { Notice } from '../../office/settings/Tag.tsx'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'

const open = ['lead', 'mql', 'sal', 'sql', 'recycled']

/** Who would get this lead? Nothing is given by asking. */
export function TryCard() {
  const { t } = useTranslation()
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const [personId, setPerson] = useState<number>()
  const found = useQuery({
    ...rpc.persons.list.queryOptions({
      input: { limit: 12, ...(asked ? { q: asked } : {}), filters: [{ key: 'stage', op: 'in', value: open }] },
    }),
    placeholderData: keepPreviousData,
  })
  const tried = useQuery({
    ...rpc.assignments.try.queryOptions({ input: { personId } }),
    enabled: personId !== undefined,
  })
  const data = (found.data?.items ?? []).map(one => {
    const name = [one.familyName, one.givenName].filter(Boolean).join(' ') || t($ => $.ui.person.unknown)
    return { value: String(one.id), label: one.companyName ? `${name}（${one.companyName}）` : name }
  })
  const answer = personId === undefined ? undefined : tried.data
  return (
    <Card title={t($ => $.assignment.try.title)}>
      <Select
        maw={420}
        searchable
        clearable
        label={t($ => $.assignment.try.whom)}
        placeholder={t($ => $.assignment.try.hint)}
        data={data}
        // What was found is found: the server has searched by more than the name shown.
        filter={({ options }) => options}
        nothingFoundMessage={found.isFetching ? undefined : t($ => $.assignment.try.none)}
        onSearchChange={setTyped}
        value={personId === undefined ? null : String(personId)}
        onChange={chosen => setPerson(chosen === null ? undefined : Number(chosen))}
      />
      {tried.isError && personId !== undefined && <Problem error={tried.error} onRetry={tried.refetch} />}
      {answer && (
        <Notice tone="accent" icon={IconRoute}>
          <strong>
            {t($ => $.assignment.try.to, {
              to: answer.to.kind === 'user' ? t($ => $.event.user, { name: answer.to.name }) : answer.to.name,
            })}
          </strong>{' '}
          {answer.why === 'rule'
            ? t($ => $.assignment.try.why.rule, { rule: answer.rule?.name ?? '' })
            : t($ => $.assignment.try.why[answer.why as 'deal'])}
          {answer.full.length > 0 && (
            <Text size="sm">
              {t($ => $.assignment.try.full, { rules: format.list(answer.full.map(rule => rule.name)) })}
            </Text>
          )}
        </Notice>
      )}
    </Card>
  )
}
