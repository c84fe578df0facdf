import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import {
  deliverCommand,
  launchCommand,
  parseLaunch,
  removeKeyCommand,
  restartCommand,
} from '../../worker/machine/commands.ts'

/** As openclaw 2026.9.6 prints it, with another token. */
const printed =
  '{"ok":true,"url":"http://127.0.0.1:18789/","port":18789,"tokenIncluded":false,"browserUrl":"http://127.0.0.1:18789/#bootstrapToken=L7c-_Z0y&bootstrapProfile=owner&gatewayUrl=ws%3A%2F%2F127.0.0.1%3A18789","browserBootstrapExpiresAtMs":1795479975310}\n'

it('finds the one-time token in what OpenClaw prints', () => {
  const launched = { bootstrapToken: 'L7c-_Z0y', expiresAtMs: 1795479975310 }
  expect(parseLaunch(printed)).toEqual(launched)
  expect(parseLaunch(`a warning before\n${printed}`)).toEqual(launched)
})

it.each(['', 'no JSON', '{"ok":false}', printed.replace('bootstrapToken', 'token')])(
  'refuses %j without repeating it',
  (text) => {
    expect(() => parseLaunch(text)).toThrow(/^the machine printed no sign-in$/)
  },
)

it.each(
  Object.entries({ deliverCommand, launchCommand, restartCommand, remove: removeKeyCommand('ssh-ed25519 AAAA+/= x') }),
)('has a %s that a POSIX shell can read, the inner script too', (_name, command) => {
  execFileSync('sh', ['-n', '-c', command])
  const inner = /exec sh -c ('(?:[^']|'\\'')*')/.exec(command)?.[1] ?? ''
  const script = execFileSync('sh', ['-c', `printf %s ${inner}`], { encoding: 'utf8' })
  expect(script).toMatch(/^set -eu\n/)
  execFileSync('sh', ['-n', '-c', script])
})

it('refuses to remove what is no public key', () => {
  expect(() => removeKeyCommand('ssh-ed25519 AA#d;s comment')).toThrow('not a public key line')
})
