/**
 * What the OVH stand-in tells whatever plays the machines: a simulated one, or a real Debian on this computer.
 * The stand-in knows nothing else of a machine, and a machine knows nothing of orders.
 */
export type MachineHost = {
  /** The machine's IPv4 address: always the same for a name, and known before the first installation. */
  addressOf(serviceName: string): string
  /**
   * Wipes the disk and installs `imageName` (OVH's catalogue name, e.g. `Debian 12`); resolves when the machine runs, rejects when
   * the installation failed. The key is null at the first delivery: OVH mails a password then, which nobody here reads, so a
   * host may do as little as it likes until the rebuild brings a key. A second call for the same name may come while the first runs.
   */
  install(machine: { serviceName: string; imageName: string; sshPublicKey: string | null }): Promise<{ ipv4: string }>
  reboot(serviceName: string): Promise<void>
  /** The paid time is over: the machine and its disk are gone. */
  remove(serviceName: string): Promise<void>
}
