import { NumberInput, Table, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { linkTo } from '../../ui/place.ts'
import { ForecastBar, reach } from './ForecastBar.tsx'
import classes from './ForecastPage.module.css'
import type { Forecast } from './forecast.schema.ts'
import { listOf } from './listOf.tsx'

type Line = Forecast['teams'][number] | Forecast['people'][number]
type Props = { title: string; lines: readonly Line[]; of: 'team' | 'user'; forecast: Forecast; mayManage: boolean }

/** A line each: quota (edited in place by who may), won, expected, and a bar on one scale for all. */
export function ForecastTable({ title, lines, of, forecast, mayManage }: Props) {
  const { t } = useTranslation()
  const scale = Math.max(0, ...lines.map(reach))
  return (
    <div>
      <h2 className={classes.heading}>{title}</h2>
      <div className={`ui-card ${classes.scroll}`} tabIndex={0} role="region" aria-label={title}>
        <Table className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" className={classes.who}>
                {t($ => $.deals.forecast.name)}
              </Table.Th>
              {(['quota', 'won', 'open', 'weighted', 'gap'] as const).map(key => (
                <Table.Th key={key} scope="col" className={classes.number}>
                  {t($ => $.deals.forecast[key])}
                </Table.Th>
              ))}
              <Table.Th scope="col" className={classes.drawn}>
                <span className="ui-unseen">{title}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(line => (
              <Table.Tr key={line.id}>
                <Table.Th scope="row">{line.name}</Table.Th>
                <Table.Td className={classes.number} data-of={t($ => $.deals.forecast.quota)}>
                  {mayManage && forecast.day === null ? (
                    <QuotaCell line={line} of={of} month={forecast.month} />
                  ) : (
                    <Sum amount={line.quota} />
                  )}
                </Table.Td>
                {(['won', 'open'] as const).map(key => (
                  <Table.Td key={key} className={classes.number} data-of={t($ => $.deals.forecast[key])}>
                    {of === 'user' && line[key].sum > 0 ? (
                      <Link {...linkTo(listOf(forecast, key, line.id))}>
                        <Money amount={line[key].sum} earned={key === 'won'} />
                      </Link>
                    ) : (
                      <Sum amount={line[key].sum} earned={key === 'won'} />
                    )}
                  </Table.Td>
                ))}
                <Table.Td className={classes.number} data-of={t($ => $.deals.forecast.weighted)}>
                  <Sum amount={line.open.weighted} />
                </Table.Td>
                <Table.Td className={classes.number} data-of={t($ => $.deals.forecast.gap)}>
                  <Gap line={line} />
                </Table.Td>
                <Table.Td className={classes.drawn}>
                  <ForecastBar figures={line} name={line.name} scale={scale} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  )
}

/** Nothing is said quietly: what there is, is to be seen. */
function Sum({ amount, earned = false }: { amount: number; earned?: boolean }) {
  return amount === 0 ? <span className="ui-quiet">―</span> : <Money amount={amount} earned={earned} />
}

function Gap({ line }: { line: Line }) {
  const { t } = useTranslation()
  if (line.quota === 0) return <Sum amount={0} />
  return line.gap > 0 ? (
    <Money amount={line.gap} />
  ) : (
    <span className={classes.reached}>{t($ => $.deals.forecast.reached)}</span>
  )
}

function QuotaCell({ line, of, month }: { line: Line; of: 'team' | 'user'; month: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [typed, setTyped] = useState<number | string>()
  const set = useAct(api.quotas.set, { done: t($ => $.deals.saved), undo: takeBack })
  const label = t($ => $.deals.forecast.quotaOf, { name: line.name, month: format.month(month) })
  const save = async () => {
    const amount = Number(typed)
    setTyped(undefined)
    if (typed === undefined || amount === (line.own?.amount ?? 0)) return
    await set.run({
      ...(of === 'team' ? { teamId: line.id } : { userId: line.id }),
      month,
      amount,
      ...(line.own ? { version: line.own.version } : {}),
    })
  }
  if (typed === undefined)
    return (
      <UnstyledButton className={classes.cell} aria-label={label} onClick={() => setTyped(line.own?.amount ?? '')}>
        {line.quota > 0 ? (
          <Money amount={line.quota} />
        ) : (
          <span className="ui-quiet">{t($ => $.deals.forecast.noQuota)}</span>
        )}
      </UnstyledButton>
    )
  return (
    <NumberInput
      size="xs"
      aria-label={label}
      autoFocus
      prefix="￥"
      thousandSeparator=","
      allowNegative={false}
      allowDecimal={false}
      hideControls
      value={typed}
      onChange={setTyped}
      onBlur={() => void save()}
      onKeyDown={event => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') void save()
        if (event.key === 'Escape') setTyped(undefined)
      }}
    />
  )
}
