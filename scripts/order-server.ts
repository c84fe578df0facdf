import type { PreparedCart, ServerNeed, ServerProvider } from '../worker/providers/ovh/port.ts'
import type { SshProvider, SshTarget } from '../worker/providers/ssh/port.ts'

export type OrderOptions = {
  ask(question: string): Promise<string>
  say(line: string): void
  sshPort: number
  lookEveryMs: number
  /** What to do on the fresh machine, while we can log in; after it the server's renewal is stopped. */
  onMachine?(target: SshTarget): Promise<void>
}

/** Users of OVH's images, the most likely first. */
const imageUsers = ['debian', 'ubuntu', 'root']
const patienceMs = 4 * 60 * 60 * 1000

/**
 * Buys one real server, after a person has typed its price: order, delivery, rebuild, one login, renewal stopped. Nothing that
 * costs money is repeated: when the checkout's answer is unclear it stops and says where to look.
 */
export async function orderServer(
  ovh: ServerProvider,
  ssh: SshProvider,
  need: ServerNeed,
  options: OrderOptions,
): Promise<'ordered' | 'declined'> {
  const { say } = options
  const cart = await ovh.prepareCart(need)
  if (!(await agreed(cart, options))) {
    await ovh.deleteCart(cart.cartId)
    say('Nothing was ordered; the cart is deleted.')
    return 'declined'
  }

  say(`Checking out cart ${cart.cartId}; if no answer follows, look for its order in OVHcloud's control panel first.`)
  const { orderId } = await ovh.checkOutCart(cart.cartId)
  say(`Order ${orderId} is placed.`)

  const serviceName = await until(options, `order ${orderId}`, async () => {
    const { stage, detail } = await ovh.getOrderStatus(orderId)
    say(`  ${stage}: ${detail}`)
    if (stage === 'cancelled') throw new Error(`OVHcloud cancelled order ${orderId}: ${detail}`)
    return ovh.getOrderAssociatedService({ orderId, planCode: cart.planCode })
  })
  say(`Server ${serviceName} is delivered.`)

  try {
    await onMachine(ovh, ssh, serviceName, need, options)
  } finally {
    const paidUntil = await until(options, 'the end of the renewal', async () => {
      const answer = await ovh.terminateVps(serviceName)
      return answer.kind === 'stopped' ? answer.paidUntil : undefined
    })
    say(`Server ${serviceName} won't renew; it is paid until ${paidUntil}.`)
  }
  return 'ordered'
}

async function agreed(cart: PreparedCart, { ask }: OrderOptions): Promise<boolean> {
  const price = `${(cart.priceCents / 100).toFixed(2)} ${cart.currency.toUpperCase()}`
  const what = `${cart.planCode} in ${cart.datacenter} for ${price} a month, without tax`
  const answer = await ask(`This buys ${what}, and nothing of it is refunded. Type "${price}" to buy: `)
  return answer.trim() === price
}

async function onMachine(
  ovh: ServerProvider,
  ssh: SshProvider,
  serviceName: string,
  need: ServerNeed,
  options: OrderOptions,
): Promise<void> {
  const { say } = options
  const idle = async () => ((await ovh.listRunningTasks(serviceName)).length === 0 ? true : undefined)
  await until(options, 'the first installation', idle)
  const image = (await ovh.getAvailableImages(serviceName)).find((each) => each.name === need.os)
  if (!image) throw new Error(`${serviceName} can't be installed with ${need.os}`)
  const keys = await ssh.generateKeyPair('e2e-live')
  const task = await ovh.rebuildVps(serviceName, { imageId: image.imageId, sshPublicKey: keys.publicKey })
  await until(options, 'the rebuild', async () => {
    const now = await ovh.getTask(serviceName, task.taskId)
    if (now?.state === 'failed') throw new Error(`the rebuild of ${serviceName} failed`)
    // A finished task may be forgotten.
    return now === undefined || now.state === 'done' ? true : undefined
  })
  const { ipv4 } = await ovh.getVpsIps(serviceName)
  const target = { host: ipv4[0] ?? '', port: options.sshPort, users: imageUsers, privateKey: keys.privateKey }
  const login = await until(options, 'a login', () => ssh.run(target, 'true').catch(() => undefined))
  say(`Logged in to ${target.host} as ${login.user}; its key is ${login.hostKey}.`)
  await options.onMachine?.({ ...target, hostKey: login.hostKey })
}

/** Looks until there is something, for at most four hours; looking must be safe to repeat. */
async function until<T>(
  { lookEveryMs, say }: OrderOptions,
  what: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const started = Date.now()
  say(`Waiting for ${what} …`)
  while (Date.now() - started < patienceMs) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  throw new Error(`${what} took longer than four hours`)
}
