import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import classes from './HandoverPage.module.css'
import type { HandedOver as Result } from './reassignment.schema.ts'

/** Who got how much. */
export function HandedOver({ result, onAgain }: { result: Result; onAgain: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section className={classes.card} style={{ maxWidth: 420 }}>
      <h2 className={classes.heading}>{t($ => $.handovers.result)}</h2>
      <ul>
        {result.to.map(one => (
          <li key={one.holder.id}>
            {t($ => $.handovers.resultLine, { name: one.holder.name, figure: format.number(one.leads) })}
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={onAgain}>
        {t($ => $.handovers.again)}
      </Button>
    </section>
  )
}
