import type { DeploymentEvent } from '../../worker/http/api.ts'
import { defaultOpenclawVersion } from '../../worker/machine/versions.ts'
import { checkFromOutside } from './from-outside.ts'
import type { Lab } from './lab.ts'
import type { LabProduct } from './lab-product.ts'
import { createPerson, tail, until } from './person.ts'

/** Ten times what it takes on a quiet computer of two cores. */
const readyWithinMs = 10 * 60_000

/**
 * One person's deployment on a real machine, from paid to destroyed; prints what took how long. With `cutPower` the
 * machine loses its power while OpenClaw is being installed, and has to go on by itself.
 */
export async function wholeWay(lab: Lab, product: LabProduct, image: string, cutPower: boolean): Promise<void> {
  const person = createPerson(product.url, product.sandboxUrl)
  const marks: string[] = []
  let last = performance.now()
  const mark = (what: string) => {
    marks.push(`${what} ${((performance.now() - last) / 1000).toFixed(1)}`)
    last = performance.now()
  }
  await person.signUp()
  const id = await person.deployAndPay()
  mark('paid')
  try {
    if (cutPower) {
      await until('the installation of OpenClaw', readyWithinMs, async () =>
        (await person.events(id)).some(({ text }) => text === 'Installing OpenClaw: begun.') ? true : undefined,
      )
      await lab.powerCut((await person.look(id)).host ?? '')
      mark('power cut')
    }
    const { host, server, openclawVersion } = await person.ready(id, readyWithinMs)
    mark('READY')
    const ipv4 = server?.ipv4
    if (!host || !ipv4) throw new Error('READY without an address')
    if (openclawVersion !== defaultOpenclawVersion) throw new Error(`it runs OpenClaw ${openclawVersion}`)
    await checkFromOutside({ name: host, ipv4, bundle: lab.bundle, dashboardOrigin: product.url })
    mark('seen from outside')
    const launched = new URL(await person.launch(id))
    if (launched.host !== host || !/^#bootstrapToken=[\w-]{20,}&/.test(launched.hash))
      throw new Error('no way to sign in')
    mark('launch')
    await person.restart(id)
    await checkFromOutside({ name: host, ipv4, bundle: lab.bundle, dashboardOrigin: product.url })
    mark('restart')
    await person.destroy(id)
    mark('destroy')
    console.log(`${image}: ${marks.join(' · ')} s`)
    console.log(`${image}, between events: ${timeline(await person.events(id))} s`)
  } catch (error) {
    const { wait, host } = await person.look(id)
    console.error(`${image}: waits for ${wait?.for}; found ${wait?.found}; ${marks.join(' · ')}`)
    for (const event of await person.events(id)) console.error(`  ${event.at} ${event.type} ${event.text}`)
    console.error(await tail(host ? lab.consoleOf(host) : undefined, 20))
    throw error
  }
}

/** Seconds from each event of the setup to the one before it, in the words of the Activity page. */
function timeline(events: DeploymentEvent[]): string {
  const paid = events.findIndex(({ type }) => type === 'PaymentConfirmed')
  const ready = events.findIndex(({ type }) => type === 'DeploymentReady')
  return events
    .slice(paid, ready + 1)
    .map(({ at, text, type }, index, all) => {
      const before = all[index - 1]?.at ?? at
      const seconds = (Date.parse(at) - Date.parse(before)) / 1000
      return `${type === 'SetupStepReported' ? text.replace(/\.$/, '') : type} ${seconds.toFixed(1)}`
    })
    .join(' · ')
}
