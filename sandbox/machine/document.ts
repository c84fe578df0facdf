import { parse } from 'yaml'
import * as z from 'zod/mini'

/** What a simulated machine understands of its cloud-init document; read from the files that a real one would use. */
export type Instructions = {
  deploymentId: string
  reportUrl: string
  reportToken: string
  dashboardOrigin: string
  model: string
  openclawVersion: string
}

const cloudConfig = z.object({
  write_files: z.array(z.object({ path: z.string(), permissions: z.string(), content: z.string() })),
  runcmd: z.array(z.array(z.string())),
})
const reportSettings = z.object({ deployment: z.string(), url: z.url(), token: z.string().check(z.minLength(1)) })
const openclawConfig = z.object({
  agents: z.object({ defaults: z.object({ model: z.object({ primary: z.string() }) }) }),
})

/** Throws on a document that cloud-init would not carry out, or that does not start the setup. */
export function readDocument(text: string): Instructions {
  if (!text.startsWith('#cloud-config\n')) throw new Error('not a cloud-config')
  const config = cloudConfig.parse(parse(text))
  if (!config.runcmd.some((command) => command.includes('/opt/openclaw-setup/begin'))) {
    throw new Error('nothing starts the setup')
  }
  const content = (path: string) => config.write_files.find((file) => file.path === path)?.content ?? ''
  const report = reportSettings.parse(JSON.parse(content('/opt/openclaw-setup/report.json')))
  const openclaw = openclawConfig.parse(JSON.parse(content('/etc/openclaw/openclaw.json')))
  return {
    deploymentId: report.deployment,
    reportUrl: report.url,
    reportToken: report.token,
    dashboardOrigin: match(content('/etc/openclaw/Caddyfile'), /"frame-ancestors (https?:[^"\s]+)"/),
    model: openclaw.agents.defaults.model.primary,
    openclawVersion: match(content('/opt/openclaw-setup/settings'), /^OPENCLAW_VERSION='([^']+)'$/m),
  }
}

function match(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1]
  if (!found) throw new Error(`the document lacks ${pattern}`)
  return found
}
