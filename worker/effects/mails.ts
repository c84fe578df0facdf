import type { MailReason } from '../domain/deployment/effects.ts'
import type { Deployment } from '../domain/deployment/state.ts'
import type { Mail } from '../providers/mail/port.ts'

type Page = { siteName: string; publicUrl: string }

/** The mails of a deployment, as a person would write them. They carry a link to the dashboard and never a way in. */
export function mailFor(reason: MailReason, deployment: Deployment, to: string, page: Page): Mail {
  const { subject, paragraphs } = texts[reason](deployment, page)
  return { to, subject, text: [...paragraphs, `${page.siteName}\n${page.publicUrl}`].join('\n\n') }
}

type Text = { subject: string; paragraphs: string[] }

const texts: Record<MailReason, (deployment: Deployment, page: Page) => Text> = {
  ready: ({ id, name }, { publicUrl }) => ({
    subject: `${name} is ready`,
    paragraphs: [
      `Your OpenClaw “${name}” is set up and answers.`,
      `Open it from your dashboard; you are signed in there already:\n${publicUrl}/i/${id}`,
      'It runs until you cancel or destroy it. You can do both on its Settings page.',
    ],
  }),
  setupFailed: ({ id, name }, { publicUrl }) => ({
    subject: `Setting up ${name} didn’t finish`,
    paragraphs: [
      `We couldn’t finish setting up “${name}”. We have been told and are looking at it.`,
      `What happened, and what you can do, is on this page:\n${publicUrl}/deploy/${id}`,
    ],
  }),
  destroyed: ({ name, server }) => ({
    subject: `${name} is destroyed`,
    paragraphs: [
      `“${name}” has ended: its subscription is over and nothing more is charged for it.`,
      server.kind === 'delivered'
        ? 'Its server was wiped, so nothing of yours is left on it, and its key to AI models was deleted.'
        : 'No server is left, and its key to AI models was deleted.',
    ],
  }),
}
