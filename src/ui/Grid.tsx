import { ActionIcon, Button, Menu, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowsSort, IconCheck } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClashDialog } from './ClashDialog.tsx'
import { useWrite, valueOf } from './Fact.tsx'
import classes from './Grid.module.css'
import { Aside } from './grid/Aside.tsx'
import { BulkBar } from './grid/BulkBar.tsx'
import { Cards } from './grid/Cards.tsx'
import { ColumnsMenu } from './grid/ColumnsMenu.tsx'
import { Count } from './grid/Count.tsx'
import { FilterChips } from './grid/FilterChips.tsx'
import { SavedViewTabs } from './grid/SavedViewTabs.tsx'
import { type EditTarget, Table } from './grid/Table.tsx'
import type { Asked, BulkAct, FilterDefinition, GridChange, GridColumn, GridSource, SavedViews } from './grid/types.ts'
import { useColumns } from './grid/useColumns.ts'
import type { GridView } from './grid/useGridView.ts'
import { useRows } from './grid/useRows.ts'
import { useSelection } from './grid/useSelection.ts'
import { Problem } from './Problem.tsx'
import { linkTo, type Place } from './place.ts'
import { sentenceOf } from './tell.tsx'
import { useSaves } from './useSaves.ts'

/**
 * A list of any length that one works in. Put it into `<Page fill>`; see grid/types.ts for columns, filters and sources.
 *
 *   const grid = useGridView({ filters: [], sort: { key: 'clock', desc: false } })
 *   <Grid {...grid} name="leads" label={t($ => $.leads.title)} rowLabel={lead => lead.name}
 *     columns={columns}
 *     source={{ key: ['leads'], page: (asked, signal) => api.leads.list(wire(asked), { signal }), count: … }}
 *     filters={filters} searches={t($ => $.leads.searches)} saved={saved}
 *     onChange={({ row, key, value, version }) => api.leads.change({ id: row.id, version: version ?? row.version, [key]: value })}
 *     bulk={[{ key: 'offer', label: …, run: selection => openOffer(selection) }]}
 *     renderAside={lead => <LeadAside id={lead.id} />} placeOf={lead => `/persons/${lead.personId}`}
 *     empty={<Empty …/>} />
 *
 * A press on the name opens the row beside the list, on it once more edits it; elsewhere a second press on a cell edits.
 * Keys: arrows, Home, End, PageUp/Down move; j and k from anywhere on the page; Enter edits an editable cell and opens
 * the row elsewhere, F2 edits, Esc cancels; Space looks beside the list; x picks, Shift+x a range, ⌘A everything.
 */
export type GridProps<Row extends { id: number }> = GridView & {
  /** Column widths are kept under this name. */
  name: string
  label: string
  rowLabel: (row: Row) => string
  columns: readonly GridColumn<Row>[]
  source: GridSource<Row>
  filters?: readonly FilterDefinition[]
  /** What the search field looks through; there is none without it. */
  searches?: string
  saved?: SavedViews
  /** Saves one cell. Cells of columns with `edit` can be edited when it is given; it may refuse or clash. */
  onChange?: (change: GridChange<Row>) => Promise<unknown>
  bulk?: readonly BulkAct[]
  /** The row, beside the list. */
  renderAside?: (row: Row, close: () => void) => ReactNode
  /** Where the row stands in full. */
  placeOf?: (row: Row) => Place
  /** Quiet acts at the right of the chips: export. They may need what is asked just now. */
  acts?: ReactNode | ((asked: Asked) => ReactNode)
  /** Shown when there is nothing at all, not when nothing matches. */
  empty: ReactNode
}

export function Grid<Row extends { id: number }>(props: GridProps<Row>) {
  // Without it, everything would be asked for, only to be narrowed a moment later.
  return props.waiting ? <div className={classes.grid} aria-busy="true" /> : <Whole {...props} />
}

function Whole<Row extends { id: number }>(props: GridProps<Row>) {
  const { name, label, rowLabel, source, view, onView, filters = [], bulk = [], renderAside, placeOf, onChange } = props
  const { t } = useTranslation()
  const navigate = useNavigate()
  const small = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false
  const asked: Asked = { filters: view.filters, sort: view.sort, text: view.text ?? '' }
  const [visible, setVisible] = useState({ first: 0, last: 40 })
  const rows = useRows(source, asked, visible)
  const picking = useSelection(asked, rows.count?.exact ? rows.count.count : undefined)
  const columns = useColumns(name, props.columns, view, onView, bulk.length > 0)
  const [open, setOpen] = useState<Row>()
  const saves = useSaves<EditTarget<Row>>(({ row, column }, value, version) =>
    onChange
      ? onChange({ row, key: column.key, value, ...(version === undefined ? {} : { version }) })
      : Promise.resolve(),
  )

  const onVisible = (next: { first: number; last: number }) => {
    // Twenty rows of play keep scrolling from asking for the same pages again and again.
    const first = Math.floor(next.first / 20) * 20
    const last = Math.ceil(next.last / 20) * 20
    if (first !== visible.first || last !== visible.last) setVisible({ first, last })
  }
  const enter = (row: Row, newWindow: boolean) => {
    const place = placeOf?.(row)
    if (place === undefined) return renderAside && setOpen(row)
    if (newWindow) window.open(typeof place === 'string' ? place : place.to, '_blank')
    else if (renderAside && row.id !== open?.id && !small) setOpen(row)
    else void navigate(linkTo(place))
  }
  const narrowed = asked.filters.length > 0 || asked.text !== ''
  const nothing = !rows.waiting && !rows.changing && rows.error === undefined && rows.length === 0
  const empty =
    rows.error !== undefined && rows.length === 0 ? (
      <Problem error={rows.error} onRetry={rows.retry} />
    ) : nothing ? (
      narrowed ? (
        <NothingMatches onClear={() => onView({ ...view, filters: [], text: '' })} />
      ) : (
        props.empty
      )
    ) : null
  const shape = JSON.stringify(asked)
  const common = {
    label,
    rowLabel,
    columns,
    rows,
    shape,
    onVisible,
    empty,
    picking: bulk.length > 0 ? picking : undefined,
  }
  const close = () => setOpen(undefined)

  return (
    <div className={classes.grid}>
      {props.saved && <SavedViewTabs saved={props.saved} savedId={props.savedId} view={view} onPick={props.onSaved} />}
      <div className={classes.toolbar}>
        <FilterChips definitions={filters} view={view} onView={onView} searches={props.searches} />
        <div className={classes.right}>
          <Count count={rows.count} />
          {small && props.columns.some(column => column.sort) && (
            <SortMenu columns={props.columns} view={view} onView={onView} />
          )}
          {typeof props.acts === 'function' ? props.acts(asked) : props.acts}
          {!small && (
            <ColumnsMenu all={props.columns} shown={columns.shown.map(one => one.key)} onShown={columns.choose} />
          )}
        </div>
      </div>
      {rows.error !== undefined && rows.length > 0 && (
        <div className={classes.broken} role="alert">
          {sentenceOf(rows.error)}
          <Button size="compact-xs" variant="default" onClick={rows.retry}>
            {t($ => $.ui.act.retry)}
          </Button>
        </div>
      )}
      <div className={classes.body} data-small={small || undefined}>
        {small ? (
          <Cards {...common} onOpen={row => (renderAside && !placeOf ? setOpen(row) : enter(row, false))} />
        ) : (
          <Table
            {...common}
            sort={view.sort}
            onSort={sort => onView({ ...view, sort })}
            saves={saves}
            mayEdit={onChange !== undefined}
            openId={open?.id}
            onOpen={row => renderAside && setOpen(row)}
            onEnter={enter}
          />
        )}
        {renderAside && open && (
          <Aside small={small} label={rowLabel(open)} place={placeOf?.(open)} onClose={close}>
            {renderAside(open, close)}
          </Aside>
        )}
      </div>
      {bulk.length > 0 && <BulkBar picking={picking} acts={bulk} total={rows.count} />}
      <Clashes saves={saves} />
    </div>
  )
}

function Clashes<Row>({ saves }: { saves: ReturnType<typeof useSaves<EditTarget<Row>>> }) {
  const column = saves.clash?.target.column
  const write = useWrite(column?.edit?.kind ?? 'text', column?.edit?.options ?? [])
  return (
    <ClashDialog
      label={column?.label}
      theirs={write(valueOf(saves.clash?.clash.theirs))}
      yours={write(saves.clash?.value ?? null)}
      onChoose={saves.settle}
    />
  )
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.nothing}>
      <Text c="dimmed">{t($ => $.grid.nothing)}</Text>
      <Button variant="default" size="compact-md" onClick={onClear}>
        {t($ => $.grid.clearFilters)}
      </Button>
    </div>
  )
}

function SortMenu<Row>({
  columns,
  view,
  onView,
}: { columns: readonly GridColumn<Row>[] } & Pick<GridView, 'view' | 'onView'>) {
  const { t } = useTranslation()
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={32} aria-label={t($ => $.grid.sort)}>
          <IconArrowsSort size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {columns
          .filter(column => column.sort)
          .map(column => {
            const current = view.sort?.key === column.key
            const desc = current ? !view.sort?.desc : column.sort === 'desc'
            return (
              <Menu.Item
                key={column.key}
                rightSection={current && <IconCheck size={14} aria-hidden />}
                onClick={() => onView({ ...view, sort: { key: column.key, desc } })}
              >
                {column.label}
              </Menu.Item>
            )
          })}
      </Menu.Dropdown>
    </Menu>
  )
}
