/** Nothing for 400 ms, then the word; the space is kept, so that nothing jumps when the data arrives. */
export function Loading() {
  return (
    <div class="min-h-80 pt-2">
      <p class="late text-ink-2">Loading</p>
    </div>
  )
}
