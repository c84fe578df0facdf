import { onMount } from 'solid-js'

/** A fault of the page itself, e.g. a part of it that no longer exists after an update of ours. */
export function PageFailure(props: { error: unknown }) {
  onMount(() => console.error(props.error))
  return (
    <div class="max-w-[640px]">
      <h1 class="text-h1">This page didn’t load</h1>
      <p class="mt-3 text-lg text-ink-2">It may have been updated a moment ago. Your instances aren’t affected.</p>
      <button type="button" class="btn btn-primary mt-6" onClick={() => location.reload()}>
        Load it again
      </button>
    </div>
  )
}
