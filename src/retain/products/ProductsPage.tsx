import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { api } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Grid } from '../../ui/Grid.tsx'
import type { GridColumn } from '../../ui/grid/types.ts'
import { useGridView } from '../../ui/grid/useGridView.ts'
import { Money } from '../../ui/Money.tsx'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { saveInPlace } from '../../ui/saveInPlace.ts'
import { AddProduct } from './AddProduct.tsx'
import { type Product, taxCodes } from './products.schema.ts'

/** 商品: what is sold, edited in place. */
export function ProductsPage() {
  const { t } = useTranslation()
  const may = useMay('product.manage')
  const [all, setAll] = useState(false)
  const [adding, setAdding] = useState(false)
  const grid = useGridView({ filters: [] })
  const columns = useColumns()
  const act = { label: t($ => $.products.add), icon: IconPlus, onClick: () => setAdding(true), keys: 'c' }
  return (
    <Page
      title={t($ => $.desk.place.products)}
      fill
      tabs={[
        { value: 'active', label: t($ => $.products.active) },
        { value: 'all', label: t($ => $.products.all) },
      ]}
      tab={all ? 'all' : 'active'}
      onTab={value => setAll(value === 'all')}
      {...(may ? { act } : {})}
    >
      <Grid<Product>
        {...grid}
        name="products"
        label={t($ => $.desk.place.products)}
        rowLabel={row => row.name}
        columns={columns}
        searches={t($ => $.products.searches)}
        source={{
          key: ['products', all],
          page: ({ text, limit, cursor }, signal) =>
            api.products.list({ q: text, all, limit, ...(cursor ? { cursor } : {}) }, { signal }),
        }}
        {...(may
          ? {
              onChange: ({ row, key, value, version }) =>
                saveInPlace({
                  row,
                  valueIn: of => of[key],
                  save: version =>
                    api.products.change({
                      id: row.id,
                      [key]: key === 'active' ? value === 'true' : (value ?? ''),
                      version,
                    }),
                  ...(version === undefined ? {} : { version }),
                }),
            }
          : {})}
        empty={
          <Empty art="list" title={t($ => $.products.empty)} {...(may ? { act } : {})}>
            {t($ => $.products.emptyText)}
          </Empty>
        }
      />
      <AddProduct opened={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function useColumns(): GridColumn<Product>[] {
  const { t } = useTranslation()
  const taxes = taxCodes.map(code => ({ value: code, label: t($ => $.products.tax[code]) }))
  return [
    {
      key: 'code',
      label: t($ => $.products.field.code),
      width: 140,
      card: 'line',
      cell: row => row.code,
      edit: { kind: 'text', value: row => row.code },
    },
    {
      key: 'name',
      label: t($ => $.products.field.name),
      width: 320,
      card: 'title',
      cell: row => row.name,
      edit: { kind: 'text', value: row => row.name },
    },
    {
      key: 'unitPrice',
      label: t($ => $.products.field.unitPrice),
      width: 150,
      align: 'end',
      card: 'line',
      cell: row => <Money amount={row.unitPrice} />,
      edit: { kind: 'number', value: row => row.unitPrice },
    },
    {
      key: 'unit',
      label: t($ => $.products.field.unit),
      width: 90,
      cell: row => row.unit,
      edit: { kind: 'text', value: row => row.unit },
    },
    {
      key: 'tax',
      label: t($ => $.products.field.tax),
      width: 120,
      card: 'line',
      cell: row => t($ => $.products.tax[row.tax]),
      edit: { kind: 'choice', value: row => row.tax, options: taxes },
    },
    {
      key: 'active',
      label: t($ => $.products.field.active),
      width: 110,
      card: 'badge',
      cell: row => (row.active ? t($ => $.products.active) : <Tag>{t($ => $.settings.products.notUsed)}</Tag>),
      inCard: row => !row.active && <Tag>{t($ => $.settings.products.notUsed)}</Tag>,
      edit: {
        kind: 'choice',
        value: row => String(row.active),
        options: [
          { value: 'true', label: t($ => $.products.active) },
          { value: 'false', label: t($ => $.settings.products.notUsed) },
        ],
      },
    },
  ]
}
