import type { Providers } from '../../worker/effects/providers.ts'
import type { ProviderName } from '../../worker/providers/provider-error.ts'
import type { Agenda } from './agenda.ts'
import type { Clock } from './clock.ts'
import { SECOND } from './clock.ts'
import { createMachines, type Told } from './companies/machine.ts'
import { createOpenRouterModel } from './companies/openrouter.ts'
import { createOvhModel } from './companies/ovh.ts'
import { createStripeModel } from './companies/stripe.ts'
import type { Random } from './random.ts'
import type { Caller, Wire } from './wire.ts'

/** The companies and machines of one world. */
export function createCompanies(clock: Clock, agenda: Agenda, random: Random, told: Told) {
  const ovh = createOvhModel(clock, agenda, random)
  return {
    stripe: createStripeModel(clock),
    openrouter: createOpenRouterModel(),
    ovh,
    machines: createMachines(clock, agenda, random, ovh, told),
    /** Mails by their idempotency key. */
    mails: new Map<string, { to: string; subject: string }>(),
    /** Which cart an order belongs to, for ever. */
    claims: new Map<string, string>(),
  }
}

export type Companies = ReturnType<typeof createCompanies>

/** The adapters' own time-outs (worker/providers): how long an answer is waited for. */
const timeouts: Record<ProviderName, number> = {
  ovh: 30 * SECOND,
  openrouter: 10 * SECOND,
  stripe: 20 * SECOND,
  ssh: 20 * SECOND,
  mail: 10 * SECOND,
  instance: 10 * SECOND,
}
/** The checkout pays within the call (worker/providers/ovh/order.ts). */
const CHECKOUT_TIMEOUT = 120 * SECOND

const spending = ['POST checkout', 'POST key']

let pairs = 0

/** The ports, as one instance of one deployment's object holds them. */
export function providersFor(companies: Companies, wire: Wire, caller: Caller, deploymentId: string): Providers {
  const { stripe, openrouter, ovh, machines, mails } = companies
  const via =
    (provider: ProviderName) =>
    <T>(operation: string, writes: boolean, act: () => T, timeoutMs = timeouts[provider]): Promise<T> =>
      wire.deliver(caller, { provider, operation, writes, timeoutMs, spends: spending.includes(operation), act })
  const [toStripe, toOvh, toOpenRouter] = [via('stripe'), via('ovh'), via('openrouter')]
  const noUse = (): never => {
    throw new Error('no effect uses this')
  }

  return {
    payments: {
      createCustomer: noUse,
      getPlanPrice: noUse,
      readWebhook: noUse,
      createCheckoutSession: (checkout) => toStripe('POST session', true, () => stripe.createCheckoutSession(checkout)),
      getCheckoutSession: (id) => toStripe('GET session', false, () => ({ ...stripe.session(id) })),
      expireCheckoutSession: (id) => toStripe('POST expire', true, () => stripe.expireCheckoutSession(id)),
      cancelSubscriptionNow: (id) => toStripe('DELETE subscription', true, () => stripe.cancelSubscription(id)),
      getSubscription: (subscriptionId) =>
        toStripe('GET subscription', false, () => ({
          subscriptionId,
          status: stripe.subscriptions.get(subscriptionId)?.status ?? 'canceled',
          deploymentId,
          currentPeriodEnd: '',
          cancelAtPeriodEnd: false,
        })),
      makeSubscriptionCardDefault: () => toStripe('POST card', true, () => {}),
    },
    modelKeys: {
      createKey: (key) => toOpenRouter('POST key', true, () => openrouter.createKey(key)),
      deleteKey: (hash) => toOpenRouter('DELETE key', true, () => openrouter.deleteKey(hash)),
      getKeyUsage: noUse,
      updateKeyLimit: (hash, change) => toOpenRouter('PATCH key', true, () => openrouter.updateKeyLimit(hash, change)),
      listKeys: (offset = 0) => toOpenRouter('GET keys', false, () => openrouter.listKeys(offset)),
    },
    servers: {
      // Several requests, none of which buys: the adapter calls every unclear one of them transient.
      prepareCart: (need) => toOvh('cart', false, () => ovh.prepareCart(deploymentId, need)),
      checkOutCart(cartId) {
        const askedAt = Date.now()
        return toOvh('POST checkout', true, () => ovh.checkOutCart(cartId, askedAt), CHECKOUT_TIMEOUT)
      },
      findOrderOfCart: (cart) => toOvh('GET orders', false, () => ovh.findOrderOfCart(cart)),
      getOrderStatus: (orderId) => toOvh('GET status', false, () => ovh.getOrderStatus(orderId)),
      getOrderAssociatedService: ({ orderId }) =>
        toOvh('GET details', false, () => ovh.getOrderAssociatedService(orderId)),
      getVpsIps: (name) => toOvh('GET ips', false, () => ovh.getVpsIps(name)),
      getVpsDetails: (serviceName) =>
        toOvh('GET vps', false, () => ({
          serviceName,
          state: ovh.running(serviceName).length > 0 ? 'installing' : 'running',
          planCode: '',
          datacenter: '',
          memoryMb: 0,
          vcpus: 0,
          locked: false,
        })),
      listRunningTasks: (name) => toOvh('GET tasks', false, () => ovh.running(name).map((task) => ({ ...task }))),
      getTask: (name, taskId) => toOvh('GET task', false, () => ovh.getTask(name, taskId)),
      getAvailableImages: () => toOvh('GET images', false, () => [{ imageId: 'image_1', name: 'Debian 12' }]),
      rebuildVps: (name, { sshPublicKey }) => toOvh('POST rebuild', true, () => ovh.rebuildVps(name, sshPublicKey)),
      terminateVps: (name) => toOvh('PUT renewal', true, () => ovh.terminateVps(name)),
      deleteCart: noUse,
      listVps: noUse,
      getImageDetails: noUse,
      rebootVps: noUse,
      getServiceInfos: noUse,
      addSshKey: noUse,
      deleteSshKey: noUse,
      listSshKeys: noUse,
      getAvailableDatacenters: noUse,
      findAvailableDatacenter: noUse,
      getCartDatacenters: noUse,
      getAvailableOs: noUse,
      getAccountInfo: noUse,
    },
    ssh: {
      async generateKeyPair() {
        pairs++
        return { privateKey: `private-secret-${pairs}`, publicKey: `public-secret-${pairs}` }
      },
      run: (target, command, options) =>
        via('ssh')('run', true, () => machines.run(target, command, options?.input), options?.timeoutMs),
    },
    instance: {
      health: (origin) =>
        via('instance')('GET /healthz', false, () => machines.isLive(origin)).then(
          (live) => (live ? { live } : { live, found: 'no answer yet' }),
          () => ({ live: false as const, found: 'no answer yet' }),
        ),
    },
    mail: {
      send: ({ to, subject }, key) =>
        via('mail')('POST mail', true, () => {
          mails.set(key, { to, subject })
        }),
    },
  }
}
