import type { Store } from '../stand-in.ts'

/** A mail as the mailbox keeps it; `at` is the sandbox's time. */
export type KeptMail = { id: string; at: string; from: string; to: string[]; subject: string; text: string }

export type MailState = { mails: KeptMail[]; answered: Record<string, { body: string; id: string; at: number }> }

export const mailState = (store: Store): MailState =>
  store.section<MailState>('mail', () => ({ mails: [], answered: {} }))

/** Newest first; all of them when no address is given. */
export function mailsTo(store: Store, to?: string): KeptMail[] {
  return mailState(store)
    .mails.filter((mail) => to === undefined || mail.to.includes(to))
    .reverse()
}
