import { useFormat } from './format.ts'

/** ￥1,200,000. `earned` paints money that has come in green. */
export function Money({ amount, earned = false }: { amount: number | null | undefined; earned?: boolean }) {
  const format = useFormat()
  if (amount === null || amount === undefined) return <span className="ui-quiet">―</span>
  return (
    <span className="ui-figures" style={earned ? { color: 'var(--ui-money)' } : undefined}>
      {format.money(amount)}
    </span>
  )
}
