import { afterEach, describe, expect, it } from 'vitest'
import { createMail } from '../../worker/providers/mail/adapter.ts'
import { ProviderError } from '../../worker/providers/provider-error.ts'
import { clearFaults, mailsTo, planFault, sandboxUrl } from './sandbox-client.ts'

const config = { apiBase: `${sandboxUrl}/resend`, apiKey: 're_sandbox', from: 'OpenClaw Deploy <hello@example.com>' }
const mail = createMail(config)
const failed = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof ProviderError ? error.facts : error),
  )
const newAddress = () => `${crypto.randomUUID()}@example.com`

afterEach(clearFaults)

describe('mail', () => {
  it('arrives as it was written', async () => {
    const to = newAddress()
    await mail.send({ to, subject: 'Ready', text: 'It runs.\n\nhttps://example.com/d/1' }, `ready:${to}`)
    expect(await mailsTo(to)).toMatchObject([
      { from: config.from, subject: 'Ready', text: 'It runs.\n\nhttps://example.com/d/1' },
    ])
  })

  it('arrives once, though its first answer was lost', async () => {
    const to = newAddress()
    const send = () => mail.send({ to, subject: 'Once', text: 'Only once.' }, `once:${to}`)
    await planFault({ provider: 'mail', operation: 'POST /emails', kind: 'lost_answer' })
    expect(await failed(send())).toMatchObject({ kind: 'unknown_outcome' })
    await send()
    expect(await mailsTo(to)).toHaveLength(1)
  })

  it('refuses another mail under a used key', async () => {
    const to = newAddress()
    await mail.send({ to, subject: 'One', text: 'One.' }, `key:${to}`)
    expect(await failed(mail.send({ to, subject: 'Two', text: 'Two.' }, `key:${to}`))).toMatchObject({
      kind: 'refused',
      status: 409,
      code: 'invalid_idempotent_request',
    })
  })

  it('waits while the first request of a key is still under way', async () => {
    await planFault({
      provider: 'mail',
      operation: 'POST /emails',
      kind: 'refuse',
      status: 409,
      code: 'concurrent_idempotent_requests',
    })
    expect(await failed(mail.send({ to: newAddress(), subject: 's', text: 't' }, 'busy'))).toMatchObject({
      kind: 'transient',
    })
  })

  it('says what is wrong with an address', async () => {
    expect(await failed(mail.send({ to: 'nobody', subject: 's', text: 't' }, 'bad'))).toMatchObject({
      kind: 'refused',
      status: 422,
      code: 'validation_error',
    })
  })

  it('is refused with a wrong key', async () => {
    const wrong = createMail({ ...config, apiKey: 're_wrong' })
    expect(await failed(wrong.send({ to: newAddress(), subject: 's', text: 't' }, 'k'))).toMatchObject({
      kind: 'refused',
      status: 403,
      code: 'invalid_api_key',
    })
  })
})
