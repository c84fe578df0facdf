/** The mark: a claw rising over slack water. */
export function Mark() {
  return (
    <svg
      class="glyph size-7 shrink-0"
      viewBox="0 0 32 32"
      fill="none"
      stroke-width="3"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path class="stroke-claw" d="M9.5 15.5a6.5 6.5 0 0 1 13 0" />
      <path class="stroke-tide" d="M3 22.5c4.3-3.4 8.7-3.4 13 0s8.7 3.4 13 0" />
    </svg>
  )
}
