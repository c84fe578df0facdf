/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it; such texts compare in time's order. */
export type IsoTime = string

/** `time` moved by minutes. This is the domain's only use of Date, as a calendar and never as a clock. */
export function plusMinutes(time: IsoTime, minutes: number): IsoTime {
  // biome-ignore lint/style/noRestrictedGlobals: arithmetic on a given time reads no clock
  return new Date(Date.parse(time) + minutes * 60_000).toISOString()
}
