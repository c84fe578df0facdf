import type { LogbookRow, ProgressStep } from '../../../worker/http/api.ts'

type StepWords = Record<LogbookRow['state'], string>

/** The title of each row of a logbook, by what has become of it. */
export const stepWords: Record<LogbookRow['id'], StepWords> = {
  payment: {
    todo: 'Payment',
    current: 'Payment',
    done: 'Payment received',
    failed: 'Payment not received',
  },
  order: {
    todo: 'Get a server',
    current: 'Getting your server',
    done: 'Server ordered',
    failed: 'No server could be ordered',
  },
  system: {
    todo: 'Install the system',
    current: 'Installing the system',
    done: 'System installed',
    failed: 'The system didn’t install',
  },
  install: {
    todo: 'Install OpenClaw',
    current: 'Installing OpenClaw',
    done: 'OpenClaw installed',
    failed: 'OpenClaw didn’t install',
  },
  health: {
    todo: 'Answer the first request',
    current: 'Waiting for its first answer',
    done: 'Answering requests',
    failed: 'It doesn’t answer',
  },
  restart: { todo: 'Restart', current: 'Restarting', done: 'Restarted', failed: 'The restart failed' },
  answering: {
    todo: 'Answer again',
    current: 'Waiting for it to answer again',
    done: 'Answering requests',
    failed: 'It doesn’t answer',
  },
  subscription: {
    todo: 'End the subscription',
    current: 'Ending the subscription',
    done: 'Subscription ended',
    failed: 'The subscription didn’t end yet',
  },
  modelKey: {
    todo: 'Revoke the AI key',
    current: 'Revoking the AI key',
    done: 'AI key revoked',
    failed: 'The AI key isn’t revoked yet',
  },
  server: {
    todo: 'Delete the data, return the server',
    current: 'Deleting the data, returning the server',
    done: 'Data deleted, server returned',
    failed: 'The server isn’t returned yet',
  },
}

/** One or two words for the title of the browser's tab. */
export const stepShort: Record<ProgressStep, string> = {
  payment: 'Payment',
  order: 'Ordering',
  system: 'System',
  install: 'Installing',
  health: 'Checking',
}
