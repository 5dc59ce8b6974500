import type { TFunction } from 'i18next'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { DateText } from '../../ui/DateText.tsx'
import type { GridColumn } from '../../ui/grid/types.ts'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { Temperature } from '../../ui/Temperature.tsx'
import { editKindOf } from '../fields/editKind.tsx'
import { personColumnKeys, personFields } from '../persons/personFields.schema.ts'
import type { PersonRow } from '../persons/persons.schema.ts'
import classes from './LeadsPage.module.css'
import type { en } from './list.words.ts'

type Column = GridColumn<PersonRow>

export const nameOf = (row: Pick<PersonRow, 'familyName' | 'givenName'>) =>
  [row.familyName, row.givenName].filter(Boolean).join(' ')

export const kanaOf = (row: Pick<PersonRow, 'familyNameKana' | 'givenNameKana'>) =>
  [row.familyNameKana, row.givenNameKana].filter(Boolean).join(' ')

/** The columns of the list of leads, in the order in which they first stand. */
export function leadColumns(t: TFunction, own: readonly Column[]): Column[] {
  const label = (key: keyof (typeof en)['column']) => t($ => $.leadList.column[key])
  const written = (key: (typeof personColumnKeys)[number]): Column => ({
    key,
    label: t($ => $.persons.field[key]),
    ...personFields[key].column,
    cell: row => (key === 'exchangedOn' ? row[key] && <DateText value={row[key]} as="date" /> : row[key]),
    edit: { kind: editKindOf(personFields[key]), value: row => row[key] },
  })
  return [
    {
      key: 'name',
      label: label('name'),
      width: 180,
      sort: true,
      card: 'title',
      cell: row => <Name row={row} unknown={t($ => $.ui.person.unknown)} />,
      edit: { kind: 'text', value: nameOf },
    },
    { key: 'company', label: label('company'), width: 200, sort: true, card: 'line', cell: row => row.companyName },
    ...ofPost.map(written),
    {
      key: 'stage',
      label: label('stage'),
      width: 130,
      card: 'badge',
      cell: row => row.stage && <StageBadge stage={row.stage} />,
    },
    {
      key: 'temperature',
      label: label('temperature'),
      width: 110,
      card: 'line',
      // Most people are cool: only what stands out is said.
      cell: row => row.temperature !== 'cool' && <Temperature value={row.temperature} />,
    },
    {
      key: 'intent',
      label: label('intent'),
      width: 80,
      sort: 'desc',
      align: 'end',
      cell: row => row.intent !== 0 && <span className="ui-figures">{row.intent}</span>,
    },
    {
      key: 'fit',
      label: label('fit'),
      width: 80,
      align: 'end',
      hidden: true,
      cell: row => row.fit !== 0 && <span className="ui-figures">{row.fit}</span>,
    },
    {
      key: 'holder',
      label: label('holder'),
      width: 200,
      cell: row => <Holder row={row} />,
    },
    {
      key: 'clock',
      label: label('clock'),
      width: 130,
      sort: true,
      card: 'line',
      cell: row => row.clock && <ClockBadge due={row.clock.at} />,
    },
    {
      key: 'next',
      label: label('next'),
      width: 185,
      cell: row => row.nextAt && <DateText value={row.nextAt} as="dateTime" />,
    },
    {
      key: 'last',
      label: label('last'),
      width: 120,
      cell: row => row.lastTouchedAt && <DateText value={row.lastTouchedAt} as="ago" />,
    },
    ...personColumnKeys.filter(key => !ofPost.includes(key)).map(written),
    {
      key: 'created',
      label: label('created'),
      width: 140,
      sort: 'desc',
      hidden: true,
      cell: row => <DateText value={row.createdAt} as="date" />,
    },
    ...own,
  ]
}

const ofPost: readonly (typeof personColumnKeys)[number][] = ['department', 'title']

function Name({ row, unknown }: { row: PersonRow; unknown: string }) {
  const kana = kanaOf(row)
  return (
    <span className={classes.name}>
      <span className={classes.said}>{nameOf(row) || <span className="ui-quiet">{unknown}</span>}</span>
      {kana && <span className={classes.kana}>{kana}</span>}
    </span>
  )
}

/** Who holds it, and to whom it is on its way. */
function Holder({ row }: { row: PersonRow }) {
  if (!row.holder) return null
  return (
    <>
      {row.holder.name}
      {row.offeredTo && <span className="ui-quiet"> → {row.offeredTo}</span>}
    </>
  )
}
