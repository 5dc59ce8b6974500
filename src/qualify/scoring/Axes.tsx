import { useTranslation } from 'react-i18next'
import classes from './scoring.module.css'
import type { Forecast, Thresholds } from './scoring.schema.ts'

const size = { width: 340, height: 250, left: 34, bottom: 26, top: 22 }

/** Fit against intent: where people stand, and the two lines behind which an MQL begins. */
export function Axes({ thresholds, spread }: { thresholds: Thresholds; spread: Forecast['spread'] }) {
  const { t } = useTranslation()
  const { mqlIntent, mqlFit, warmAt, hotAt, intentCap } = thresholds
  const low = Math.min(-20, mqlFit, ...spread.map(s => s.y))
  const high = Math.max(60, mqlFit + 10, ...spread.map(s => s.y + 10))
  const wide = Math.max(intentCap, hotAt, mqlIntent)
  const x = (intent: number) => size.left + (Math.max(0, Math.min(wide, intent)) / wide) * (size.width - size.left - 6)
  const y = (fit: number) => size.top + ((high - fit) / (high - low)) * (size.height - size.bottom - size.top)
  const floor = size.height - size.bottom
  const most = Math.max(1, ...spread.map(s => s.people))
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={t($ => $.scoring.lines.picture, { intent: mqlIntent, fit: mqlFit })}
    >
      <rect
        x={x(mqlIntent)}
        y={size.top}
        width={x(wide) - x(mqlIntent)}
        height={y(mqlFit) - size.top}
        fill="var(--ui-accent-soft)"
      />
      {[warmAt, hotAt].map((at, i) => (
        <line
          key={i}
          x1={x(at)}
          x2={x(at)}
          y1={size.top}
          y2={floor}
          stroke={i === 0 ? 'var(--ui-warm)' : 'var(--ui-hot)'}
          strokeDasharray="2 4"
        />
      ))}
      {spread.map(s => (
        <circle
          key={`${s.x} ${s.y}`}
          cx={x(s.x + 5)}
          cy={y(s.y + 5)}
          r={2 + 7 * Math.sqrt(s.people / most)}
          fill="var(--ui-accent-line)"
          opacity={0.8}
        />
      ))}
      <line x1={x(mqlIntent)} x2={x(mqlIntent)} y1={size.top} y2={floor} stroke="var(--ui-accent)" strokeWidth={1.5} />
      <line x1={size.left} x2={x(wide)} y1={y(mqlFit)} y2={y(mqlFit)} stroke="var(--ui-accent)" strokeWidth={1.5} />
      <line x1={size.left} x2={x(wide)} y1={floor} y2={floor} stroke="var(--ui-line-strong)" />
      <line x1={size.left} x2={size.left} y1={size.top} y2={floor} stroke="var(--ui-line-strong)" />
      <g fontSize={10} fill="var(--ui-quiet)">
        <text x={x(mqlIntent)} y={floor + 12} textAnchor="middle">
          {mqlIntent}
        </text>
        <text x={size.left - 4} y={y(mqlFit) + 3} textAnchor="end">
          {mqlFit}
        </text>
        <text x={x(wide)} y={size.height - 2} textAnchor="end">
          {t($ => $.scoring.panel.intent)} →
        </text>
        <text x={2} y={14}>
          {t($ => $.scoring.panel.fit)} ↑
        </text>
      </g>
      <text x={x(wide) - 6} y={size.top + 14} textAnchor="end" fontSize={11} fontWeight={650} fill="var(--ui-accent)">
        MQL
      </text>
    </svg>
  )
}
