import { expect, it } from 'vitest'
import { createIdleMachines } from '../../sandbox/ovh/idle-machines.ts'
import { createOvh } from '../../worker/providers/ovh/adapter.ts'
import { startOvhStandIn } from './ovh-stand-in.ts'

const need = { planCodes: ['vps-2027-model1'], datacenters: [], os: 'Debian 12', maxPriceCents: 1500 }

/** Machines whose rebuild ends when the test says so. */
function heldMachines() {
  const idle = createIdleMachines()
  const rebuild = Promise.withResolvers<{ ipv4: string }>()
  const calls: string[] = []
  return {
    ...idle,
    calls,
    rebuild,
    install(machine: Parameters<typeof idle.install>[0]) {
      calls.push(`install ${machine.imageName} ${machine.sshPublicKey ?? 'without a key'}`)
      return machine.sshPublicKey === null ? idle.install(machine) : rebuild.promise
    },
    async reboot() {
      calls.push('reboot')
    },
    async remove() {
      calls.push('remove')
    },
  }
}

async function serverWith(machines: ReturnType<typeof heldMachines>) {
  const ovh = await startOvhStandIn(1, machines)
  const provider = createOvh(ovh.config)
  await provider.checkOutCart((await provider.prepareCart(need)).cartId)
  ovh.pass(45)
  const [serviceName = ''] = await provider.listVps()
  ovh.pass(75)
  const image = (await provider.getAvailableImages(serviceName)).find(({ name }) => name === 'Debian 13')
  const { taskId } = await provider.rebuildVps(serviceName, {
    imageId: image?.imageId ?? '',
    sshPublicKey: 'ssh-ed25519 AAAA',
  })
  return { ovh, provider, serviceName, rebuildState: async () => (await provider.getTask(serviceName, taskId))?.state }
}

it('ends a rebuild when its time is over and the machine is installed, not before', async () => {
  const machines = heldMachines()
  const { ovh, provider, serviceName, rebuildState } = await serverWith(machines)
  ovh.pass(600)
  expect(await rebuildState()).toBe('running')
  machines.rebuild.resolve({ ipv4: '127.9.0.77' })
  await machines.rebuild.promise
  expect(await rebuildState()).toBe('done')
  expect((await provider.getVpsIps(serviceName)).ipv4).toEqual(['127.9.0.77'])

  await provider.rebootVps(serviceName)
  await provider.terminateVps(serviceName)
  ovh.pass(31 * 86_400)
  expect(await provider.listVps()).toEqual([])
  expect(machines.calls).toEqual([
    'install Debian 12 without a key',
    'install Debian 13 ssh-ed25519 AAAA',
    'reboot',
    'remove',
  ])
  await ovh.close()
})

it('fails a rebuild whose machine could not be installed', async () => {
  const machines = heldMachines()
  const { ovh, rebuildState } = await serverWith(machines)
  machines.rebuild.reject(new Error('no disk'))
  await machines.rebuild.promise.catch(() => undefined)
  ovh.pass(75)
  expect(await rebuildState()).toBe('failed')
  await ovh.close()
})
