import type { Mail } from '../providers/mail/port.ts'

type Letter = { to: string; name: string; url: string; site: string }

/** Asks a new person to prove that the address is theirs. */
export const verificationMail = ({ to, name, url, site }: Letter): Mail => ({
  to,
  subject: `Verify your e-mail address for ${site}`,
  text: [
    `Hello ${name},`,
    `Please open this link to verify that this address is yours. It works for one hour.`,
    url,
    `If you didn’t sign up at ${site}, you can ignore this mail; nothing happens without the link.`,
  ].join('\n\n'),
})

export const resetMail = ({ to, name, url, site }: Letter): Mail => ({
  to,
  subject: `Choose a new password for ${site}`,
  text: [
    `Hello ${name},`,
    `Somebody, hopefully you, asked for a new password. Open this link to choose one. It works once, for one hour.`,
    url,
    `If that wasn’t you, you can ignore this mail; your password stays as it is.`,
  ].join('\n\n'),
})
