import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { onceKey, rpc } from '../../ui/api.ts'
import { Money } from '../../ui/Money.tsx'
import type { Product, TaxCode } from '../products/products.schema.ts'
import { TaxSelect } from '../products/TaxSelect.tsx'
import classes from './Lines.module.css'

export type EditedLine = {
  key: string
  id?: number
  orderLineId?: number | null
  productId: number | null
  name: string
  quantity: number | string
  unit: string
  unitPrice: number | string
  tax: TaxCode
}

export const blankLine = (): EditedLine => ({
  key: onceKey(),
  productId: null,
  name: '',
  quantity: 1,
  unit: '',
  unitPrice: '',
  tax: 'standard',
})

export const amountOf = ({ quantity, unitPrice }: Pick<EditedLine, 'quantity' | 'unitPrice'>) =>
  Math.round(Number(quantity) * Number(unitPrice)) || 0

export const isComplete = (line: EditedLine) =>
  line.name.trim() !== '' && typeof line.unitPrice === 'number' && Number(line.quantity) > 0

/** A line as it goes over the wire. */
export const asSent = ({ name, quantity, unit, unitPrice, tax }: EditedLine) => ({
  name: name.trim(),
  quantity: Number(quantity),
  unit: unit.trim(),
  unitPrice: Number(unitPrice),
  tax,
})

type Props = {
  lines: readonly EditedLine[]
  onLines: (lines: EditedLine[]) => void
  /** Products to choose from stand in the first column. */
  products?: boolean
  /** Only how many; what it is and costs is the order's. */
  quantitiesOnly?: boolean
}

/** Lines of an order or a document, written one under another. */
export function LinesEditor({ lines, onLines, products = false, quantitiesOnly = false }: Props) {
  const { t } = useTranslation()
  const list = useQuery({ ...rpc.products.list.queryOptions({ input: { limit: 500 } }), enabled: products })
  const known = list.data?.items ?? []
  const change = (at: number, patch: Partial<EditedLine>) =>
    onLines(lines.map((line, index) => (index === at ? { ...line, ...patch } : line)))
  return (
    <div className={classes.editor}>
      {lines.map((line, at) => (
        <fieldset key={line.key} className={classes.line} aria-label={`${t($ => $.orders.lines)} ${at + 1}`}>
          {products && known.length > 0 && (
            <ProductPick products={known} at={at} line={line} onPick={patch => change(at, patch)} />
          )}
          {quantitiesOnly ? (
            <span className={classes.fixed}>
              {line.name}
              <span className="ui-quiet ui-figures">
                {' '}
                <Money amount={Number(line.unitPrice)} /> / {line.unit}
              </span>
            </span>
          ) : (
            <TextInput
              className={classes.name}
              label={t($ => $.orders.line.name)}
              maxLength={200}
              value={line.name}
              onChange={event => change(at, { name: event.currentTarget.value })}
            />
          )}
          <NumberInput
            className={classes.figure}
            label={t($ => $.orders.line.quantity)}
            hideControls
            decimalScale={3}
            min={0}
            value={line.quantity}
            onChange={quantity => change(at, { quantity })}
          />
          {!quantitiesOnly && (
            <TextInput
              className={classes.unit}
              label={t($ => $.orders.line.unit)}
              maxLength={20}
              value={line.unit}
              onChange={event => change(at, { unit: event.currentTarget.value })}
            />
          )}
          {!quantitiesOnly && (
            <NumberInput
              className={classes.price}
              label={t($ => $.orders.line.unitPrice)}
              hideControls
              thousandSeparator=","
              decimalScale={0}
              value={line.unitPrice}
              onChange={unitPrice => change(at, { unitPrice })}
            />
          )}
          {!quantitiesOnly && (
            <div className={classes.tax}>
              <TaxSelect label={t($ => $.orders.line.tax)} value={line.tax} onPick={tax => change(at, { tax })} />
            </div>
          )}
          <span className={classes.amount}>
            <Money amount={amountOf(line)} />
          </span>
          <ActionIcon
            className={classes.remove}
            aria-label={t($ => $.orders.line.remove, { at: at + 1 })}
            disabled={lines.length === 1}
            onClick={() => onLines(lines.filter(one => one !== line))}
          >
            <IconTrash size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </fieldset>
      ))}
      <div className={classes.foot}>
        {!quantitiesOnly && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onLines([...lines, blankLine()])}
          >
            {t($ => $.orders.line.add)}
          </Button>
        )}
        <span className={classes.sum}>
          {t($ => $.orders.sum)} <Money amount={lines.reduce((sum, line) => sum + amountOf(line), 0)} />
        </span>
      </div>
    </div>
  )
}

type PickProps = {
  products: readonly Product[]
  at: number
  line: EditedLine
  onPick: (patch: Partial<EditedLine>) => void
}

/** A product brings its name, unit, price and tax along. */
function ProductPick({ products, at, line, onPick }: PickProps) {
  const { t } = useTranslation()
  return (
    <Select
      className={classes.product}
      label={t($ => $.orders.line.product)}
      aria-label={t($ => $.orders.line.of, { at: at + 1, what: t($ => $.orders.line.product) })}
      searchable
      clearable
      placeholder={t($ => $.orders.line.own)}
      data={products.map(one => ({ value: String(one.id), label: `${one.code} ${one.name}` }))}
      value={line.productId === null ? null : String(line.productId)}
      onChange={id => {
        const product = products.find(one => String(one.id) === id)
        if (!product) return onPick({ productId: null })
        const { name, unit, unitPrice, tax } = product
        onPick({ productId: product.id, name, unit, unitPrice, tax })
      }}
    />
  )
}
