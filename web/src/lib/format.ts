const locale = 'en-US'

const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' })
const dayOfYear = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', year: 'numeric' })
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'short', day: 'numeric' })
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockSeconds = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const dollars = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' })
const wholeDollars = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })

/** `$25.00` */
export const formatMoney = (cents: number): string => dollars.format(cents / 100)
/** `$25`, or `$25.50` when there are cents: for buttons and the price itself. */
export const formatPrice = (cents: number): string => (cents % 100 === 0 ? wholeDollars : dollars).format(cents / 100)

/** `Dec 14`, with the year when it is not this one. */
export function formatDay(iso: string): string {
  const date = new Date(iso)
  return (date.getFullYear() === new Date().getFullYear() ? day : dayOfYear).format(date)
}
export const formatTime = (iso: string): string => clock.format(new Date(iso))
export const formatTimeSeconds = (iso: string): string => clockSeconds.format(new Date(iso))

/** `Dec 14, 09:41` */
export const formatMoment = (iso: string): string => `${formatDay(iso)}, ${formatTime(iso)}`

/** The heading of a day in a list: Today, Yesterday, or the day. */
export function formatDayHeading(iso: string, now: number): string {
  const date = new Date(iso).toDateString()
  if (date === new Date(now).toDateString()) return 'Today'
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  if (date === yesterday.toDateString()) return 'Yesterday'
  return `${weekday.format(new Date(iso))}`
}

/** `0:05`, `12:40`, `1:02:33` */
export function formatElapsed(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const seconds = String(total % 60).padStart(2, '0')
  const minutes = Math.floor(total / 60) % 60
  const hours = Math.floor(total / 3600)
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`
}

/** `3 s ago`, `2 min ago`; for a look that the server made. */
export function formatAgo(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s ago`
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3600)} h ago`
}

/** A range in the unit that fits: `20–40 s`, `2–4 min`. Equal ends are one number, never a false precision. */
export function formatRange(fromSeconds: number, toSeconds: number): string {
  const inSeconds = toSeconds < 90
  const unit = inSeconds ? 's' : 'min'
  const round = (seconds: number) => Math.max(1, inSeconds ? Math.round(seconds) : Math.round(seconds / 60))
  const [from, to] = [round(Math.min(fromSeconds, toSeconds)), round(toSeconds)]
  return from === to ? `${to} ${unit}` : `${from}–${to} ${unit}`
}
