export type Favicon =
  | { kind: 'mark' }
  | { kind: 'progress'; done: number; of: number }
  | { kind: 'ready' }
  | { kind: 'failed' }

const svg = (body: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-width="5" stroke-linecap="round">${body}</svg>`)}`

/** A ring that fills by finished steps (not by percent, which nobody can know), a check, or a cross. */
export function faviconHref(favicon: Favicon): string {
  if (favicon.kind === 'mark') return '/favicon.svg'
  if (favicon.kind === 'ready')
    return svg(
      '<circle cx="16" cy="16" r="15" fill="#146c43"/><path stroke="#fff" stroke-width="3.6" d="m9.5 16.5 4.5 4.5 8.5-9.5"/>',
    )
  if (favicon.kind === 'failed')
    return svg(
      '<path fill="#b3124a" d="M10 1h12l9 9v12l-9 9H10l-9-9V10z"/><path stroke="#fff" stroke-width="3.6" d="M16 9v8M16 22.5v.2"/>',
    )
  const length = 2 * Math.PI * 12
  const filled = (length * favicon.done) / favicon.of
  return svg(
    `<circle cx="16" cy="16" r="12" stroke="#9fb4bb"/><circle cx="16" cy="16" r="12" stroke="#e45435" transform="rotate(-90 16 16)" stroke-dasharray="${filled} ${length}"/>`,
  )
}

export function setFavicon(favicon: Favicon): void {
  document.querySelector<HTMLLinkElement>('link[rel=icon]')?.setAttribute('href', faviconHref(favicon))
}
