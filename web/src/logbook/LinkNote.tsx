import type { LinkState } from '../live/link.ts'

const words: Record<LinkState, string> = {
  connecting: 'Connecting to live updates.',
  live: 'Updates arrive live.',
  polling: 'Live updates are off; checking every 4 seconds.',
  offline: 'You are offline. This goes on by itself when you are back.',
}

/** Whether what is on the page is fresh. */
export function LinkNote(props: { link: LinkState }) {
  return <p class="text-sm text-ink-2">{words[props.link]}</p>
}
