import assert from 'node:assert/strict'
import * as z from 'zod/mini'

const mails = z.array(z.object({ subject: z.string(), text: z.string() }))

/** Waits until the sandbox's mailbox holds a mail to this address whose subject matches, and answers its text. */
export async function awaitMail(sandboxUrl: string, to: string, subject: RegExp): Promise<string> {
  const until = Date.now() + 20_000
  while (Date.now() < until) {
    const answer = await fetch(`${sandboxUrl}/control/mails?to=${encodeURIComponent(to)}`)
    const mail = mails.parse(await answer.json()).find((held) => subject.test(held.subject))
    if (mail) return mail.text
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return assert.fail(`no mail to ${to} about ${subject}`)
}

/** The first address in a mail. */
export function linkIn(text: string): string {
  const link = /https?:\S+/.exec(text)?.[0]
  assert.ok(link, `no link in: ${text}`)
  return link
}
