import { nothing, type OvhClient } from './client.ts'
import { unlessNotFound } from './errors.ts'
import type { ServerProvider } from './port.ts'
import * as schemas from './schemas.ts'

/** Keys that OVH keeps by name for the whole account; a rebuild is given its key directly and needs none of them. */
export function createSshKeys(client: OvhClient): Pick<ServerProvider, 'addSshKey' | 'deleteSshKey' | 'listSshKeys'> {
  return {
    async addSshKey({ name, publicKey }) {
      const body = { keyName: name, key: publicKey }
      await client.call({ method: 'POST', route: '/me/sshKey', body, schema: nothing })
    },
    async deleteSshKey(name) {
      const route = '/me/sshKey/{keyName}'
      const ids = { keyName: name }
      await unlessNotFound(client.call({ method: 'DELETE', route, ids, schema: nothing, repeatable: true }))
    },
    listSshKeys: () => client.call({ method: 'GET', route: '/me/sshKey', schema: schemas.names }),
  }
}
