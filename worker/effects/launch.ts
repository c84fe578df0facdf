import type { DeploymentState } from '../domain/deployment/state.ts'
import { launchCommand, parseLaunch } from '../machine/commands.ts'
import { isProviderError } from '../providers/provider-error.ts'
import { sshTarget } from './machine-effects.ts'
import type { Performance } from './performance.ts'

type Launched = { ok: true; url: string } | { ok: false; reason: 'notReady' | 'unreachable' }

/**
 * A one-time way in for the owner's browser: OpenClaw's own bootstrap, minted on the machine and valid once for ten
 * minutes. It travels in the fragment, which browsers send to no server.
 */
export async function launch(
  state: DeploymentState,
  {
    providers,
    config,
    secrets,
  }: Pick<Performance, 'providers' | 'config'> & { secrets: Pick<Performance['secrets'], 'read'> },
): Promise<Launched> {
  if (!state.exists || state.lifecycle.kind !== 'ready') return { ok: false, reason: 'notReady' }
  const { server, machine } = state
  if (server.kind !== 'delivered' || !server.address || !('hostKey' in machine))
    return { ok: false, reason: 'notReady' }
  const { ipv4, origin } = server.address
  try {
    const target = { ...(await sshTarget({ secrets, config }, ipv4, [machine.user])), hostKey: machine.hostKey }
    const result = await providers.ssh.run(target, launchCommand, { timeoutMs: 120_000 })
    if (result.exitCode !== 0) return { ok: false, reason: 'unreachable' }
    const fragment = new URLSearchParams({
      bootstrapToken: parseLaunch(result.stdout).bootstrapToken,
      bootstrapProfile: 'owner',
    })
    return { ok: true, url: `${origin}/#${fragment}` }
  } catch (error) {
    if (!isProviderError(error)) throw error
    console.warn(JSON.stringify({ level: 'warn', at: 'launch', ...error.facts }))
    return { ok: false, reason: 'unreachable' }
  }
}
