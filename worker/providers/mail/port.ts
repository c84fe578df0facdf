/** Mail, in our words. */
export type MailProvider = {
  /** Sends one mail; a repeat with the same key within 24 hours sends nothing more. */
  send(mail: Mail, idempotencyKey: string): Promise<void>
}

export type Mail = {
  to: string
  subject: string
  /** Plain text; paragraphs are separated by an empty line. */
  text: string
}
