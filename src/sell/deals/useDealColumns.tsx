import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import type { GridColumn } from '../../ui/grid/types.ts'
import { Money } from '../../ui/Money.tsx'
import { Age } from './Age.tsx'
import { certainties, type Deal } from './deals.schema.ts'
import { StateMark } from './StateMark.tsx'

const open = (row: Deal) => row.outcome === null

/** What the list of deals can show. */
export function useDealColumns(): GridColumn<Deal>[] {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  return [
    {
      key: 'title',
      label: t($ => $.deals.field.title),
      width: 220,
      sort: true,
      card: 'title',
      cell: row => row.title,
      edit: { kind: 'text', value: row => row.title },
    },
    {
      key: 'company',
      label: t($ => $.deals.field.company),
      width: 190,
      sort: true,
      card: 'line',
      cell: row => row.company?.name ?? row.person?.name,
    },
    {
      key: 'stage',
      label: t($ => $.deals.field.stage),
      width: 150,
      sort: 'desc',
      card: 'line',
      cell: row => (i18n.language === 'en' ? row.stage.en : row.stage.ja),
    },
    {
      key: 'amount',
      label: t($ => $.deals.field.amountShort),
      width: 120,
      align: 'end',
      sort: 'desc',
      card: 'line',
      cell: row => <Money amount={row.amount} earned={row.outcome === 'won'} />,
      edit: { kind: 'number', value: row => row.amount, may: open },
    },
    {
      key: 'certainty',
      label: t($ => $.deals.field.certainty),
      width: 80,
      cell: row => row.certainty,
      edit: {
        kind: 'choice',
        value: row => row.certainty,
        options: certainties.map(one => ({ value: one, label: one })),
        may: open,
      },
    },
    { key: 'chance', label: t($ => $.deals.field.chance), width: 80, align: 'end', cell: row => `${row.chance}%` },
    {
      key: 'expectedClose',
      label: t($ => $.deals.field.expectedClose),
      width: 140,
      sort: true,
      card: 'line',
      cell: row => row.expectedClose && format.date(row.expectedClose),
      edit: { kind: 'date', value: row => row.expectedClose, may: open },
    },
    {
      key: 'age',
      label: t($ => $.dealList.age),
      width: 110,
      align: 'end',
      hidden: true,
      cell: row => open(row) && <Age deal={row} />,
    },
    { key: 'state', label: t($ => $.deals.state), width: 150, card: 'badge', cell: row => <StateMark deal={row} /> },
    {
      key: 'next',
      label: t($ => $.deals.field.next),
      width: 160,
      sort: true,
      cell: row => row.next && `${format.short(row.next.plannedAt)} ${row.next.subject}`,
    },
    { key: 'owner', label: t($ => $.deals.owner), width: 110, card: 'line', cell: row => row.owner.name },
    {
      key: 'competitor',
      label: t($ => $.deals.field.competitor),
      width: 130,
      hidden: true,
      cell: row => row.competitor,
      edit: { kind: 'text', value: row => row.competitor },
    },
    {
      key: 'opened',
      label: t($ => $.deals.field.opened),
      width: 140,
      sort: 'desc',
      hidden: true,
      cell: row => <DateText value={row.openedAt} />,
    },
    {
      key: 'closed',
      label: t($ => $.deals.field.closed),
      width: 140,
      sort: 'desc',
      hidden: true,
      cell: row => row.closedAt && <DateText value={row.closedAt} />,
    },
  ]
}
