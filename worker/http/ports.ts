import type { Config } from '../config.ts'
import { createMail } from '../providers/mail/adapter.ts'
import { createStripe } from '../providers/stripe/adapter.ts'

/** The two companies that routes speak to themselves; everything else is an effect of a deployment. */
export const paymentsOf = oncePerConfig((config) => createStripe(config.stripe))
export const mailOf = oncePerConfig((config) => createMail(config.mail))

function oncePerConfig<T>(make: (config: Config) => T): (config: Config) => T {
  const made = new WeakMap<Config, T>()
  return (config) => {
    const value = made.get(config) ?? make(config)
    made.set(config, value)
    return value
  }
}
