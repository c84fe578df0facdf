import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { setupSteps } from '../../worker/machine/report.ts'
import { buildSetupDocument, type SetupInput } from '../../worker/machine/setup-document.ts'
import { hostile, sampleInput } from './input.ts'

type Entry = { path: string; owner: string; permissions: string; content: string }
type CloudConfig = { write_files: Entry[]; runcmd: string[][] }

const folder = mkdtempSync(path.join(tmpdir(), 'setup-document-'))
afterAll(() => rmSync(folder, { recursive: true }))

const read = (input: SetupInput) => parse(buildSetupDocument(input)) as CloudConfig
const fileOf = (config: CloudConfig, name: string) =>
  config.write_files.find((file) => file.path === name)?.content ?? ''
const plain = read(sampleInput)
const secrets = [sampleInput.reportToken, sampleInput.gatewayToken, sampleInput.modelKey]

/** What a shell has in `names` after it read `settings`. */
function sourced(settings: string, names: string[]): string[] {
  const file = path.join(folder, 'settings')
  writeFileSync(file, settings)
  const script = `. "$0"; for name in "$@"; do eval "printf '%s\\0' \\"\\$$name\\""; done`
  return execFileSync('sh', ['-c', script, file, ...names], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
}

describe('the cloud-init document', () => {
  it('is one cloud-config that writes files and starts one script', () => {
    expect(buildSetupDocument(sampleInput)).toMatch(/^#cloud-config\n/)
    expect(Object.keys(plain)).toEqual(['write_files', 'runcmd'])
    expect(plain.runcmd).toEqual([['/bin/bash', '/opt/openclaw-setup/begin']])
  })

  it('is the same for the same input', () => {
    expect(buildSetupDocument(structuredClone(sampleInput))).toBe(buildSetupDocument(sampleInput))
  })

  it('has a script for each step, and an order of steps that is the reports’ own', () => {
    const steps = plain.write_files.map((file) => file.path.split('/opt/openclaw-setup/steps/')[1]).filter(Boolean)
    expect(steps).toEqual([...setupSteps])
    expect(fileOf(plain, '/opt/openclaw-setup/run')).toContain(`steps='${setupSteps.join(' ')}'`)
  })

  it.each(plain.write_files.filter((file) => file.content.startsWith('#!/bin/bash')).map((file) => file.path))(
    'has a script %s that bash can read',
    (name) => {
      const file = path.join(folder, 'script')
      writeFileSync(file, fileOf(plain, name))
      expect(execFileSync('bash', ['-n', file], { encoding: 'utf8', stdio: 'pipe' })).toBe('')
    },
  )

  it('keeps the secrets in files for root alone, and never in a script, so never in a command line', () => {
    const holders = plain.write_files.filter((file) => secrets.some((secret) => file.content.includes(secret)))
    expect(holders.map((file) => file.path)).toEqual(['/opt/openclaw-setup/report.json', '/etc/openclaw/openclaw.env'])
    expect(holders.every((file) => file.permissions === '0600' && file.owner === 'root:root')).toBe(true)
    const scripts = plain.write_files.filter((file) => file.permissions === '0700').map((file) => file.content)
    expect(scripts.join('\n')).not.toMatch(/curl[^\n]*(authorization|TOKEN|API_KEY)/i)
  })

  it('carries hostile free text unchanged to whoever reads it', () => {
    const token = 'x\'"$(id)`id`\\0123456789'
    const input = {
      ...sampleInput,
      gatewayToken: hostile,
      modelKey: hostile,
      defaultModel: hostile,
      reportToken: token,
    }
    const config = read(input)
    expect(config.runcmd).toEqual(plain.runcmd)
    expect(config.write_files.map((file) => file.path)).toEqual(plain.write_files.map((file) => file.path))
    const environment = fileOf(config, '/etc/openclaw/openclaw.env')
    expect(sourced(environment, ['OPENCLAW_GATEWAY_TOKEN', 'OPENROUTER_API_KEY'])).toEqual([hostile, hostile])
    const openclaw = JSON.parse(fileOf(config, '/etc/openclaw/openclaw.json'))
    expect(openclaw.agents.defaults.model.primary).toBe(hostile)
    const report = JSON.parse(fileOf(config, '/opt/openclaw-setup/report.json'))
    expect(report).toMatchObject({ token, secrets: [token, hostile, hostile] })
  })

  it.each<Partial<SetupInput>>([
    { hostname: 'vps.example {\n' },
    { hostname: 'vps.example;id' },
    { dashboardOrigin: 'https://dashboard.example/path' },
    { dashboardOrigin: "https://a.example 'unsafe'" },
    { publicOrigin: 'javascript:alert(1)' },
    { reportUrl: 'https://dashboard.example/"\n' },
    { reportToken: 'with a\nnewline-0123456789' },
    { npmRegistry: 'file:///etc/passwd' },
    { openclawVersion: 'latest' },
    { deploymentId: 'a\nwrite_files: []' },
    { acme: { email: 'a@b.example\nadmin on' } },
    { acme: { directoryUrl: 'https://acme.example/ }' } },
    { modelKey: '' },
  ])('refuses %j without repeating it', (change) => {
    const build = () => buildSetupDocument({ ...sampleInput, ...change })
    expect(build).toThrow(/^setup document: [\w.]+ has a value that can't be used$/)
  })

  it('lets only the dashboard frame the Control UI, and hides administration and queries', () => {
    const door = fileOf(plain, '/etc/openclaw/Caddyfile')
    expect(door).toContain(
      'header_down Content-Security-Policy "frame-ancestors [^;]*" "frame-ancestors https://dashboard.example"',
    )
    expect(door).toContain('header_down -X-Frame-Options')
    expect(door).toContain('respond @administration 404')
    expect(door).not.toContain('acme_ca')
    const directoryUrl = 'https://acme.example/directory'
    expect(fileOf(read({ ...sampleInput, acme: { directoryUrl } }), '/etc/openclaw/Caddyfile')).toContain(
      `acme_ca ${directoryUrl}\n`,
    )
  })

  it('checks each download against the checksum in the registry’s form', () => {
    const [x64] = sourced(fileOf(plain, '/opt/openclaw-setup/settings'), ['NODE_SHA512_X64'])
    expect(Buffer.from(x64 ?? '', 'hex').toString('base64')).toBe(sampleInput.node.linuxX64.slice('sha512-'.length))
  })

  it('has none of the mistakes that only a real machine shows', () => {
    const scripts = plain.write_files
      .filter((file) => file.permissions === '0700')
      .map((file) => file.content)
      .join('\n')
    expect(scripts, 'pipefail turns an early exit of grep into a failure').not.toMatch(/\|\s*grep (-q|--quiet)/)
    expect(scripts, 'a package list that could not be fetched is a failure').toContain('APT::Update::Error-Mode=any')
    const units = plain.write_files
      .filter((file) => file.path.endsWith('.service'))
      .map((file) => file.content)
      .join('\n')
    expect(units, 'an ordering cycle').not.toContain('cloud-init')
    expect(
      plain.write_files.map((file) => file.path),
      'Caddy’s package would start with it',
    ).not.toContain('/etc/caddy/Caddyfile')
  })
})

describe('the reporter', () => {
  const script = path.join(folder, 'report.py')

  it('queues a report with its secrets masked and its text cut, in the shape that the Worker reads', () => {
    const state = path.join(folder, 'state')
    const python = fileOf(plain, '/opt/openclaw-setup/report.py')
      .replaceAll('/var/lib/openclaw-setup', state)
      .replaceAll('/opt/openclaw-setup', folder)
    writeFileSync(script, python)
    writeFileSync(path.join(folder, 'report.json'), fileOf(plain, '/opt/openclaw-setup/report.json'))
    const log = path.join(folder, 'log')
    writeFileSync(log, `${'x'.repeat(5000)}\u0007ü key ${sampleInput.modelKey} end\n`)
    execFileSync('python3', [script, 'queue', 'node', 'failed', '2', '1234', log])
    const [name] = execFileSync('ls', [path.join(state, 'reports')], { encoding: 'utf8' }).split('\n')
    const report = JSON.parse(readFileSync(path.join(state, 'reports', name ?? ''), 'utf8'))
    expect(report).toMatchObject({ step: 'node', state: 'failed', attempt: 2, elapsedMs: 1234 })
    expect(report.detail).toHaveLength(2000)
    expect(report.detail).toMatch(/x\?\? key \[secret\] end$/)
  })
})
