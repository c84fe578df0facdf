/** Fills the setting's template: `{service}` the provider's name of the server, `{ip}` its IPv4 address, `{name}` our id. */
export function instanceAddress(
  template: string,
  place: { service: string; ip: string; name: string },
): { host: string; origin: string } {
  const filled = template.replace(/\{(service|ip|name)\}/g, (_, name: keyof typeof place) => place[name])
  const { host, origin } = new URL(filled)
  return { host, origin }
}
