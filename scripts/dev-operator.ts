/** An operator to try the product with. The password opens nothing but a sandbox on this computer. */
export const testOperator = { name: 'Operator', email: 'operator@example.com', password: 'sandbox-operator' } as const

type Mail = { text: string }

/** Makes the test operator by the product's own door: signs up, and opens the link in the sandbox's mailbox. Does nothing when it exists. */
export async function ensureTestOperator(url: string, sandboxUrl: string): Promise<void> {
  const signUp = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ ...testOperator, callbackURL: '/' }),
  })
  if (!signUp.ok) return
  const link = await verificationLink(sandboxUrl)
  await fetch(link, { redirect: 'manual' })
}

async function verificationLink(sandboxUrl: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const answer = await fetch(`${sandboxUrl}/control/mails?to=${testOperator.email}`)
    const mails = (await answer.json()) as Mail[]
    const link = mails
      .map((mail) => /https?:\S+verify-email\S+/.exec(mail.text)?.[0])
      .find((found) => found !== undefined)
    if (link) return link
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no verification mail for ${testOperator.email} in the sandbox`)
}
