import { Money } from '../../ui/Money.tsx'
import classes from './Foot.module.css'

type Props = {
  count: string
  figures: readonly { label: string; amount: number; late?: boolean }[]
}

/** What a list comes to, at its foot. */
export function Foot({ count, figures }: Props) {
  return (
    <div className={classes.foot}>
      <span className="ui-quiet">{count}</span>
      <dl className={classes.figures}>
        {figures.map(({ label, amount, late }) => (
          <div key={label} data-late={late || undefined}>
            <dt>{label}</dt>
            <dd>
              <Money amount={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
