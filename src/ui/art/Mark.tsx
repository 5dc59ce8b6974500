/** 結び: two strands tied into one. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" style={{ flex: 'none' }}>
      <path
        d="M3 7.5 C 8 7.5, 9 16.5, 15 16.5 a 4.5 4.5 0 0 0 0 -9"
        stroke="var(--ui-accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <path
        d="M21 16.5 C 16 16.5, 15 7.5, 9 7.5 a 4.5 4.5 0 0 0 0 9"
        stroke="var(--ui-accent-line)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  )
}
