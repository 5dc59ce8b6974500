import { Button, Text } from '@mantine/core'
import { IconFileImport, IconSend } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BarChart } from '../../ui/BarChart.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { viewPlace } from '../../ui/grid/useGridView.ts'
import { now } from '../../ui/now.ts'
import { linkTo, type Place } from '../../ui/place.ts'
import { Tile, Tiles } from '../../ui/Tile.tsx'
import classes from './TodayPage.module.css'
import type { Today } from './today.schema.ts'

const stage = (value: string): Place => viewPlace('/leads', { filters: [{ key: 'stage', op: 'in', value: [value] }] })

/** Marketing's day: who waits to be approached, and what became of what was offered. */
export function MarketingToday({ marketing }: { marketing: NonNullable<Today['marketing']> }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const { toApproach, nurtured, offered, given, accepted, returned, expired, reasons } = marketing
  if (toApproach + nurtured + offered + given === 0) {
    return (
      <Empty
        art="sheet"
        title={t($ => $.today.marketing.empty)}
        act={{
          label: t($ => $.today.marketing.import),
          icon: IconFileImport,
          onClick: () => navigate({ to: '/imports' }),
        }}
      >
        {t($ => $.today.marketing.emptyText)}
      </Empty>
    )
  }
  return (
    <section className={classes.section} aria-label={t($ => $.today.marketing.title)}>
      <Tiles>
        <Tile to={stage('lead')} label={t($ => $.today.marketing.toApproach)} count={toApproach} />
        <Tile to={stage('mql')} label={t($ => $.today.marketing.offered)} count={offered} />
        <Tile to={stage('recycled')} label={t($ => $.today.marketing.nurtured)} count={nurtured} />
      </Tiles>
      <div className={classes.card}>
        {given === 0 ? (
          <div className={classes.row}>
            <Text c="dimmed">{t($ => $.today.marketing.none)}</Text>
            {toApproach > 0 && (
              <Button
                onClick={() => void navigate(linkTo(stage('lead')))}
                variant="light"
                leftSection={<IconSend size={16} aria-hidden />}
              >
                {t($ => $.today.marketing.offer)}
              </Button>
            )}
          </div>
        ) : (
          <div className={classes.bars}>
            <BarChart
              caption={t($ => $.today.marketing.answers, {
                count: given,
                at: `${format.short(now())} ${format.time(now())}`,
              })}
              bars={[
                { label: t($ => $.today.marketing.accepted), value: accepted, to: '/offers' },
                { label: t($ => $.today.marketing.returned), value: returned, to: '/offers' },
                { label: t($ => $.today.marketing.expired), value: expired, to: '/offers' },
              ]}
            />
            {reasons.length > 0 && (
              <BarChart
                caption={t($ => $.today.marketing.reasons)}
                bars={reasons.map(one => ({ label: i18n.language === 'en' ? one.en : one.ja, value: one.count }))}
              />
            )}
          </div>
        )}
      </div>
    </section>
  )
}
