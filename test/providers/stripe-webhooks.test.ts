import { describe, expect, it } from 'vitest'
import { createStripe } from '../../worker/providers/stripe/adapter.ts'
import { WebhookRejected } from '../../worker/providers/stripe/port.ts'
import { config, eventsAbout, paidCheckout, stripe } from './stripe-checkout.ts'

describe('webhooks', () => {
  it('hint at the session or the subscription, and leave out what we have no use for', async () => {
    const { sessionId, subscriptionId, deploymentId } = await paidCheckout()
    await stripe.cancelSubscriptionNow(subscriptionId, 'c')
    const events = await eventsAbout(deploymentId)
    const hints = await Promise.all(
      events.map(async ({ type, body, signature }) => [type, await stripe.readWebhook(body, signature)]),
    )
    expect(hints).toEqual([
      ['customer.created', undefined],
      ['checkout.session.completed', expect.objectContaining({ about: 'checkout', sessionId })],
      ['customer.subscription.created', undefined],
      ['invoice.paid', expect.objectContaining({ about: 'subscription', subscriptionId })],
      ['customer.subscription.deleted', expect.objectContaining({ about: 'subscription', subscriptionId })],
    ])
  })

  const completed = async () => {
    const { sessionId } = await paidCheckout()
    const event = (await eventsAbout(sessionId)).find((each) => each.type === 'checkout.session.completed')
    if (!event) throw new Error('no event')
    return event
  }

  it('are rejected when a byte was changed', async () => {
    const { body, signature } = await completed()
    const forged = body.replace('"paid"', '"free"')
    await expect(stripe.readWebhook(forged, signature)).rejects.toThrow(WebhookRejected)
  })

  it('are rejected when the signature is missing, of another secret, or older than five minutes', async () => {
    const { body, signature } = await completed()
    await expect(stripe.readWebhook(body, '')).rejects.toThrow(WebhookRejected)
    const other = createStripe({ ...config, webhookSecret: 'whsec_other' })
    await expect(other.readWebhook(body, signature)).rejects.toThrow(WebhookRejected)
    const old = await sign(body, Math.floor(Date.now() / 1000) - 301)
    await expect(stripe.readWebhook(body, old)).rejects.toThrow(WebhookRejected)
    const young = await sign(body, Math.floor(Date.now() / 1000) - 200)
    await expect(stripe.readWebhook(body, young)).resolves.toMatchObject({ about: 'checkout' })
  })

  it('are accepted by either of two secrets while one replaces the other', async () => {
    const { body, signature } = await completed()
    const [time, ours] = signature.split(',')
    const both = `${time},v1=${'0'.repeat(64)},${ours}`
    await expect(stripe.readWebhook(body, both)).resolves.toMatchObject({ about: 'checkout' })
  })

  it('are rejected when they are of the other mode', async () => {
    const { body, signature } = await completed()
    const live = createStripe({ ...config, secretKey: 'sk_live_anything' })
    await expect(live.readWebhook(body, signature)).rejects.toThrow('other mode')
  })

  it('are forgotten when they are about what is not ours', async () => {
    const { body } = await completed()
    const foreign = JSON.stringify({ ...JSON.parse(body), data: { object: { id: 'cs_x', metadata: {} } } })
    expect(await stripe.readWebhook(foreign, await sign(foreign, Math.floor(Date.now() / 1000)))).toBeUndefined()
  })
})

/** A signature as Stripe documents it, made without its library: HMAC-SHA256 of `<time>.<body>`. */
async function sign(body: string, seconds: number): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode('whsec_sandbox'), algorithm, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(`${seconds}.${body}`))
  const hex = Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `t=${seconds},v1=${hex}`
}
