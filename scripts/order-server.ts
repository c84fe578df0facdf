import type { InstanceProbe } from '../worker/providers/instance.ts'
import type { ModelKeyProvider } from '../worker/providers/openrouter/port.ts'
import type { PreparedCart, ServerNeed, ServerProvider } from '../worker/providers/ovh/port.ts'
import type { SshProvider, SshTarget } from '../worker/providers/ssh/port.ts'
import { type Afterwards, withCleanup } from './live-cleanup.ts'
import { checkInstanceSettings, type InstanceSettings, setUpInstance } from './live-instance.ts'
import { makeModelKey } from './live-model-key.ts'
import { startPurchase } from './live-purchase.ts'
import { becomeIdle, rebuild, stopRenewal, wipe } from './live-server.ts'
import { type Pace, until } from './live-wait.ts'

export type OrderProviders = {
  servers: ServerProvider
  ssh: SshProvider
  modelKeys: ModelKeyProvider
  instance: InstanceProbe
}
export type OrderWish = { need: ServerNeed; instance: InstanceSettings }
export type OrderOptions = Pace & { ask(question: string): Promise<string> }

/** Users of OVH's images, the most likely first. */
const imageUsers = ['debian', 'ubuntu', 'root']
const loginPatienceMs = 15 * 60 * 1000

/**
 * Buys one real server, after a person has typed its price, and takes it the product's way: delivery, rebuild, SSH, setup,
 * READY. Then it is wiped, its renewal stopped and the model key deleted, whatever failed before. Nothing that costs money
 * is repeated: when the checkout's answer is unclear it stops and says where to look.
 * What fails once it was agreed to is said, and answered as `failed`.
 */
export async function orderServer(
  providers: OrderProviders,
  wish: OrderWish,
  options: OrderOptions,
): Promise<'ready' | 'declined' | 'failed'> {
  const { servers } = providers
  checkInstanceSettings(wish.instance)
  const cart = await servers.prepareCart(wish.need)
  if (!(await agreed(cart, options))) {
    await servers.deleteCart(cart.cartId)
    options.say('Nothing was ordered; the cart is deleted.')
    return 'declined'
  }
  const fine = await withCleanup(options.say, (afterwards) =>
    buyAndTry(providers, wish, cart, { ...options, afterwards }),
  )
  return fine ? 'ready' : 'failed'
}

async function agreed(cart: PreparedCart, { ask }: OrderOptions): Promise<boolean> {
  const price = `${(cart.priceCents / 100).toFixed(2)} ${cart.currency.toUpperCase()}`
  const what = `${cart.planCode} in ${cart.datacenter} for ${price} a month, without tax`
  const answer = await ask(`This buys ${what}, and nothing of it is refunded. Type "${price}" to buy: `)
  return answer.trim() === price
}

async function buyAndTry(
  { servers, ssh, modelKeys, instance }: OrderProviders,
  { need, instance: settings }: OrderWish,
  cart: PreparedCart,
  run: OrderOptions & { afterwards: Afterwards },
): Promise<void> {
  const { say, signal } = run
  const name = `e2e-live-${crypto.randomUUID().slice(0, 8)}`
  // Before the checkout, so that a key that can't be made costs nothing.
  const purchase = startPurchase(servers, cart, run)
  const modelKey = await makeModelKey(modelKeys, name, run)
  signal?.throwIfAborted()

  const { lap, summary } = stopwatch()
  const serviceName = await purchase.buy()
  lap('order delivered')
  giveBackAtTheEnd({ servers, ssh }, { serviceName, os: need.os }, run)

  await becomeIdle(servers, serviceName, run)
  lap('first installation')
  const keys = await ssh.generateKeyPair(name)
  await rebuild(servers, { serviceName, os: need.os, sshPublicKey: keys.publicKey }, run)
  const ip = await until(run, 'its address', async () => (await servers.getVpsIps(serviceName)).ipv4[0])
  lap('rebuild')
  const door = { host: ip, port: settings.sshPort, users: imageUsers, privateKey: keys.privateKey }
  // sshd answers before the first boot has written our key.
  const login = await until(run, 'a login', () => ssh.run(door, 'true'), {
    refusedIsNotYet: true,
    patienceMs: loginPatienceMs,
  })
  say(`Logged in to ${ip} as ${login.user}; its key is ${login.hostKey}.`)
  lap('login')

  const target: SshTarget = { ...door, users: [login.user], hostKey: login.hostKey }
  const place = { service: serviceName, ip, name }
  const { origin } = await setUpInstance({ ssh, instance }, { target, place, modelKey }, settings, { ...run, lap })
  say(`READY: OpenClaw answers at ${origin}. ${summary()}`)
}

/** The renewal first: it is what goes on costing money. */
function giveBackAtTheEnd(
  providers: Pick<OrderProviders, 'servers' | 'ssh'>,
  server: { serviceName: string; os: string },
  { afterwards, ...run }: OrderOptions & { afterwards: Afterwards },
): void {
  const { serviceName } = server
  const pace = { ...run, signal: undefined }
  afterwards.add({
    leftover: `what was written to ${serviceName}'s disk; reinstall it in OVHcloud's control panel`,
    act: () => wipe(providers, server, pace),
  })
  afterwards.add({
    leftover: `the renewal of ${serviceName}, which COSTS ITS PRICE EACH MONTH; end it in OVHcloud's control panel`,
    act: () => stopRenewal(providers.servers, serviceName, pace),
  })
}

function stopwatch() {
  const started = Date.now()
  let last = started
  const laps: string[] = []
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  return {
    lap(step: string) {
      const now = Date.now()
      laps.push(`${step} ${seconds(now - last)} s`)
      last = now
    },
    summary: () => `${laps.join(', ')}; ${seconds(last - started)} s in all.`,
  }
}
