import { useId } from 'react'
import classes from './Knot.module.css'

const ours = 'M -60 -2.2 H -8 C -2 -2.2 0 -6 6 -6 a 6 6 0 0 1 0 12 C 0 6 -2 2.2 -8 2.2 H -60'
const theirs = 'M 60 -2.2 H 8 C 2 -2.2 0 -6 -6 -6 a 6 6 0 0 0 0 12 C 0 6 2 2.2 8 2.2 H 60'
/** The crossings at which our cord lies on top. */
const over = 'M -6.5 -12 h 13 v 12 h -13 z M 6.5 0 h 14 v 12 h -14 z M -20 0 h 13.5 v 12 h -13.5 z'

/** 本結び in paper cords (水引), as on what one gives when two houses are joined. */
export function Knot() {
  const mask = useId()
  return (
    <svg className={classes.knot} viewBox="-20 -20 40 40" fill="none" preserveAspectRatio="xMidYMid slice" aria-hidden>
      <mask id={mask}>
        <path d={over} fill="white" />
      </mask>
      <Cord path={ours} colour="var(--ui-accent)" />
      <Cord path={theirs} colour="var(--ui-accent-line)" />
      <g mask={`url(#${mask})`}>
        <Cord path={ours} colour="var(--ui-accent)" />
      </g>
    </svg>
  )
}

/** Seven threads side by side: strokes over one another, each narrower than the last. */
function Cord({ path, colour }: { path: string; colour: string }) {
  return (
    <>
      <path d={path} className={classes.ground} strokeWidth={3.5} />
      {[2.9, 2.45, 2.05, 1.6, 1.2, 0.75, 0.35].map((width, index) => (
        <path
          key={width}
          d={path}
          strokeWidth={width}
          {...(index % 2 === 0 ? { stroke: colour } : { className: classes.ground })}
        />
      ))}
    </>
  )
}
