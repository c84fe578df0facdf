import { env } from 'cloudflare:workers'
import type { LoggedRequest } from '../../sandbox/request-log.ts'
import type { Fault } from '../../sandbox/stand-in.ts'

// The sandbox is shared by all files of the run, so its clock stays where it is: tests that move it start their own (test/sandbox/).

/** Where the sandbox of this test run listens. */
export const sandboxUrl = (env as unknown as { TEST_SANDBOX: string }).TEST_SANDBOX

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(`${sandboxUrl}/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response
}

/** Lets the next call (or the next `times` calls) of one operation fail. */
export async function planFault(fault: Omit<Fault, 'times'> & { times?: number }): Promise<void> {
  await call('POST', '/faults', fault)
}

export async function clearFaults(): Promise<void> {
  await call('DELETE', '/faults')
}

/** Runs a stand-in's control and answers what it says. */
export async function control<T>(standIn: Fault['provider'], name: string, args: object = {}): Promise<T> {
  const response = await call('POST', '/do', { standIn, control: name, args })
  return ((await response.json()) as { done: T }).done
}

/** The calls that a company received, e.g. to count what was bought. */
export async function requestsTo(provider: Fault['provider'], operation?: string): Promise<LoggedRequest[]> {
  const all = (await (await call('GET', `/requests?provider=${provider}`)).json()) as LoggedRequest[]
  return all.filter((each) => operation === undefined || each.operation === operation)
}

/** The mailbox, newest first. */
export async function mailsTo(address: string): Promise<{ subject: string; text: string; from: string }[]> {
  return (await call('GET', `/mails?to=${encodeURIComponent(address)}`)).json()
}
