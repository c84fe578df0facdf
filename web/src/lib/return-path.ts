/** Where to go after signing in: a path of our own, never another site's address. */
export function safeNext(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return '/'
  const address = new URL(next, location.origin)
  return address.origin === location.origin ? address.pathname + address.search : '/'
}

export const withNext = (path: string, next: string): string =>
  next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`
