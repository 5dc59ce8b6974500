import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import type { FilterDefinition } from '../../ui/grid/types.ts'
import { certainties, nextStates, touches } from './deals.schema.ts'
import { useOwners } from './useOwners.tsx'

/** What the list of deals can be narrowed to. */
export function useDealFilters(): FilterDefinition[] {
  const { t, i18n } = useTranslation()
  const owners = useOwners()
  const pipelines = useQuery(rpc.pipelines.list.queryOptions({ input: { all: true } })).data?.items ?? []
  const reasons = useQuery(rpc.reasons.list.queryOptions({ input: { all: true } })).data?.items ?? []
  const english = i18n.language === 'en'
  const choice = (key: string, label: string, options: { value: string; label: string }[]): FilterDefinition => ({
    key,
    label,
    kind: 'choice',
    options,
    operators: ['in'],
  })
  return [
    choice(
      'state',
      t($ => $.deals.state),
      (['open', 'stalled', 'won', 'lost', 'stopped'] as const).map(value => ({
        value,
        label: t($ => $.deals.outcome[value]),
      })),
    ),
    choice(
      'ownerId',
      t($ => $.deals.owner),
      owners,
    ),
    choice(
      'stageId',
      t($ => $.deals.field.stage),
      pipelines.flatMap(p =>
        p.stages.map(s => ({
          value: String(s.id),
          label: `${pipelines.length > 1 ? `${p.name}${english ? ': ' : '：'}` : ''}${english ? s.nameEn : s.nameJa}`,
        })),
      ),
    ),
    choice(
      'pipelineId',
      t($ => $.deals.pipeline),
      pipelines.map(p => ({ value: String(p.id), label: p.name })),
    ),
    choice(
      'certainty',
      t($ => $.deals.field.certainty),
      certainties.map(one => ({ value: one, label: one })),
    ),
    {
      key: 'amount',
      label: t($ => $.deals.field.amountShort),
      kind: 'number',
      operators: ['atLeast', 'atMost'],
    },
    { key: 'day', label: t($ => $.deals.field.day), kind: 'date', operators: ['until', 'from', 'on'] },
    choice(
      'reasonId',
      t($ => $.deals.field.reason),
      reasons
        .filter(one => one.kind === 'lost' || one.kind === 'stopped')
        .map(one => ({ value: String(one.id), label: english ? one.nameEn : one.nameJa })),
    ),
    { key: 'competitor', label: t($ => $.deals.field.competitor), kind: 'text', operators: ['has'] },
    choice(
      'next',
      t($ => $.deals.field.next),
      nextStates.map(value => ({ value, label: t($ => $.dealList.next[value]) })),
    ),
    { key: 'age', label: t($ => $.dealList.age), kind: 'number', operators: ['atLeast', 'atMost'] },
    choice(
      'overstayed',
      t($ => $.dealList.overstayed),
      [{ value: 'yes', label: t($ => $.dealList.beyond) }],
    ),
    ...(['firstTouch', 'lastTouch'] as const).map(key =>
      choice(
        key,
        t($ => $.dealList[key]),
        touches.map(value => ({ value, label: t($ => $.dealList.touch[value]) })),
      ),
    ),
  ]
}
