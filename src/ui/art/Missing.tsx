/** A loose knot: something came undone. */
export function Missing() {
  return (
    <svg width="120" height="72" viewBox="0 0 120 72" fill="none" aria-hidden="true">
      <path
        d="M4 52 C 34 52, 44 20, 62 20 S 84 44, 66 48 S 40 30, 58 24 S 96 40, 116 28"
        stroke="var(--ui-accent-line)"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <path
        d="M4 60 H 44 M 76 60 H 116"
        stroke="var(--ui-line-strong)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeDasharray="2 8"
      />
    </svg>
  )
}
