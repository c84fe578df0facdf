import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.ts'
import { freePorts } from '../setup/free-ports.ts'

export type OwnSandbox = Sandbox & {
  request(
    method: string,
    path: string,
    options?: { headers?: Record<string, string>; body?: string },
  ): Promise<Response>
  /** A JSON call to the control API; throws on anything but a 2xx. */
  control(method: string, path: string, body?: unknown): Promise<unknown>
  /** Runs a stand-in's control. */
  act<T>(standIn: string, control: string, args?: object): Promise<T>
}

/** A sandbox for one test file, instant and without a disk, whose clock may be moved. */
export async function ownSandbox(
  options: Partial<Omit<SandboxOptions, 'ports'>> & { worker?: string } = {},
): Promise<OwnSandbox> {
  const { worker, ...rest } = options
  const ports = await freePorts()
  const sandbox = await startSandbox({ pace: 0, ...rest, ports: { ...ports, ...(worker ? { worker } : {}) } })

  const request: OwnSandbox['request'] = (method, path, { headers = {}, body } = {}) =>
    fetch(`${sandbox.url}${path}`, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) })

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' }
    const json = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await request(method, `/control${path}`, { headers, ...json })
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  return {
    ...sandbox,
    request,
    control,
    act: async <T>(standIn: string, name: string, args: object = {}) =>
      ((await control('POST', '/do', { standIn, control: name, args })) as { done: T }).done,
  }
}
