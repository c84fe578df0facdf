import { describe, expect, it } from 'vitest'
import type { ServerNeed, ServerProvider } from '../../../worker/providers/ovh/port.ts'

/** What the suite runs against: the stand-in, or OVHcloud itself. Nothing in it spends money or changes a server. */
export type OvhTarget = {
  name: string
  /** Asked for inside each test, so that a target may be started in a hook. */
  provider(): ServerProvider
  need: ServerNeed
}

export function ovhSuite({ name, provider, need }: OvhTarget): void {
  describe(`servers from ${name}`, () => {
    const planCode = need.planCodes[0] ?? ''

    it('knows the account and the part of OVH that it belongs to', async () => {
      const account = await provider().getAccountInfo()
      expect(account.accountId).not.toBe('')
      expect(account.subsidiary).toMatch(/^[A-Z]{2,4}$/)
    })

    it('lists servers, and reads each thing of the first one', async ({ skip }) => {
      const [serviceName] = await provider().listVps()
      if (serviceName === undefined) return skip('the account has no server')
      const details = await provider().getVpsDetails(serviceName)
      expect(details).toMatchObject({ serviceName, state: expect.any(String), locked: expect.any(Boolean) })
      expect(details.memoryMb).toBeGreaterThan(0)
      expect((await provider().getVpsIps(serviceName)).ipv4[0]).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
      expect(Date.parse((await provider().getServiceInfos(serviceName)).paidUntil)).not.toBeNaN()
      expect(await provider().listRunningTasks(serviceName)).toBeInstanceOf(Array)
    })

    it('finds the wanted system among the images of the first server', async ({ skip }) => {
      const [serviceName] = await provider().listVps()
      if (serviceName === undefined) return skip('the account has no server')
      const images = await provider().getAvailableImages(serviceName)
      const image = images.find((each) => each.name === need.os)
      expect(images.map((each) => each.name)).toContain(need.os)
      expect(await provider().getImageDetails(serviceName, image?.imageId ?? '')).toEqual(image)
    })

    it('tells the stock of a plan by datacentre', async () => {
      const datacenters = await provider().getAvailableDatacenters(planCode)
      expect(datacenters.length).toBeGreaterThan(0)
      for (const each of datacenters) expect(each).toEqual({ name: expect.any(String), available: expect.any(Boolean) })
    })

    it('offers the wanted system in a datacentre', async () => {
      const [datacenter] = await provider().getAvailableDatacenters(planCode)
      expect(await provider().getAvailableOs(datacenter?.name ?? '', need.os)).toContain(need.os)
    })

    it('keeps an SSH key by name until it is deleted, and deletes twice without complaint', async () => {
      const key = { name: `openclaw-test-${crypto.randomUUID()}`, publicKey: await publicKey() }
      await provider().addSshKey(key)
      try {
        expect(await provider().listSshKeys()).toContain(key.name)
      } finally {
        await provider().deleteSshKey(key.name)
      }
      expect(await provider().listSshKeys()).not.toContain(key.name)
      await provider().deleteSshKey(key.name)
    })

    it('makes a cart that could be bought, says its price by a dry run, and deletes it', async ({ skip }) => {
      const found = await provider().findAvailableDatacenter(need)
      if (!found) return skip('nothing wanted is in stock')
      const cart = await provider().prepareCart(need)
      try {
        expect(cart).toMatchObject({ ...found, currency: expect.stringMatching(/^[A-Z]{3}$/) })
        expect(cart.priceCents).toBeGreaterThan(0)
        expect(cart.priceCents).toBeLessThanOrEqual(need.maxPriceCents)
        expect(await provider().getCartDatacenters(cart.cartId, cart.itemId)).toContain(cart.datacenter)
        const since = new Date().toISOString()
        expect(await provider().findOrderOfCart({ ...cart, since })).toEqual({ kind: 'notOrdered' })
      } finally {
        await provider().deleteCart(cart.cartId)
      }
      await provider().deleteCart(cart.cartId)
    })

    it('refuses a cart above the ceiling, naming both prices', async ({ skip }) => {
      if (!(await provider().findAvailableDatacenter(need))) return skip('nothing wanted is in stock')
      await expect(provider().prepareCart({ ...need, maxPriceCents: 1 })).rejects.toMatchObject({
        facts: { kind: 'refused', code: 'price_above_ceiling', providerMessage: expect.stringContaining('ceiling 1') },
      })
    })
  })
}

/** A fresh key in OpenSSH's form; its private half is thrown away. */
async function publicKey(): Promise<string> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const raw = new Uint8Array((await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer)
  const field = (bytes: Uint8Array) => [0, 0, 0, bytes.length, ...bytes]
  const blob = new Uint8Array([...field(new TextEncoder().encode('ssh-ed25519')), ...field(raw)])
  return `ssh-ed25519 ${btoa(String.fromCharCode(...blob))} openclaw-test`
}
