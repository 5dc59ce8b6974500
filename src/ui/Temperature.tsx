import { IconFlame, IconSnowflake, IconSun } from '@tabler/icons-react'
import classes from './Mark.module.css'
import { useTongue } from './words/tongue.tsx'

const signs = { hot: IconFlame, warm: IconSun, cool: IconSnowflake }

/** Hot, warm, cool: how lively somebody is, apart from the stage. */
export function Temperature({ value }: { value: 'hot' | 'warm' | 'cool' }) {
  const { t } = useTongue()
  const Sign = signs[value]
  return (
    <span className={classes.mark} style={{ color: `var(--ui-${value})` }}>
      <Sign size={15} stroke={1.8} aria-hidden />
      {t($ => $.ui.temperature[value])}
    </span>
  )
}
