import type { Config } from '../config.ts'
import { createInstanceProbe, type InstanceProbe } from '../providers/instance.ts'
import { createMail } from '../providers/mail/adapter.ts'
import type { MailProvider } from '../providers/mail/port.ts'
import { createOpenRouter } from '../providers/openrouter/adapter.ts'
import type { ModelKeyProvider } from '../providers/openrouter/port.ts'
import { createOvh } from '../providers/ovh/adapter.ts'
import type { ServerProvider } from '../providers/ovh/port.ts'
import { createSsh } from '../providers/ssh/adapter.ts'
import type { SshProvider } from '../providers/ssh/port.ts'
import { createStripe } from '../providers/stripe/adapter.ts'
import type { PaymentProvider } from '../providers/stripe/port.ts'

/** The companies and machines that effects speak to. */
export type Providers = {
  servers: ServerProvider
  modelKeys: ModelKeyProvider
  payments: PaymentProvider
  mail: MailProvider
  ssh: SshProvider
  instance: InstanceProbe
}

const made = new WeakMap<Config, Providers>()

/** The adapters, made once per isolate: they keep no state but a clock difference and an access token. */
export function providersOf(config: Config): Providers {
  const known = made.get(config)
  if (known) return known
  const providers: Providers = {
    servers: createOvh(config.ovh),
    modelKeys: createOpenRouter(config.openrouter),
    payments: createStripe(config.stripe),
    mail: createMail(config.mail),
    ssh: createSsh(),
    instance: createInstanceProbe(),
  }
  made.set(config, providers)
  return providers
}
