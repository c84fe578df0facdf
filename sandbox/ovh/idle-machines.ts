import type { MachineHost } from './machine-host.ts'

/** Machines that are installed at once and do nothing: enough for tests of ordering. */
export function createIdleMachines(): MachineHost & {
  installed: { serviceName: string; imageName: string; sshPublicKey: string | null }[]
} {
  const addresses = new Map<string, string>()
  const installed: { serviceName: string; imageName: string; sshPublicKey: string | null }[] = []
  const addressOf = (serviceName: string) => {
    const known = addresses.get(serviceName) ?? `127.9.0.${addresses.size + 1}`
    addresses.set(serviceName, known)
    return known
  }
  return {
    installed,
    addressOf,
    async install(machine) {
      installed.push(machine)
      return { ipv4: addressOf(machine.serviceName) }
    },
    async reboot() {},
    async remove() {},
  }
}
