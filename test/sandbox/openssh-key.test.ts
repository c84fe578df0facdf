import ssh2 from 'ssh2'
import { expect, it } from 'vitest'
import { generateOpensshKeyPair } from '../../worker/providers/ssh/openssh-key.ts'

it('makes keys that can all be read again, each with its public half', async () => {
  for (let made = 0; made < 500; made += 1) {
    const { privateKey, publicKey } = await generateOpensshKeyPair('somebody')
    const read = ssh2.utils.parseKey(privateKey)
    if (read instanceof Error) throw read
    expect(`${read.type} ${btoa(String.fromCharCode(...read.getPublicSSH()))} somebody`).toBe(publicKey)
  }
})
