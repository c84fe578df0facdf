import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** The browser to drive: CHROME_PATH, else where distributions put it; undefined when there is none. */
export const chromiumPath = (): string | undefined => process.env.CHROME_PATH ?? usual.find((file) => existsSync(file))

/**
 * A browser with an empty profile of its own, that asks nobody on the network for anything. It is started here and not by
 * Playwright, which switches partitioned storage off: the frame of another site would have no storage at all, and its
 * sign-in would fail as it does for nobody else.
 */
export async function openBrowser(executable: string): Promise<Opened> {
  for (let start = 1; ; start += 1) {
    try {
      return await startBrowser(executable)
    } catch (error) {
      // On a busy computer a browser sometimes starts and then answers nothing; another start does.
      if (start === STARTS) throw error
      console.log(
        `The browser doesn't answer, it is started anew: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
      )
    }
  }
}

type Opened = { browser: BrowserContext; close(): Promise<void> }
const STARTS = 3

async function startBrowser(executable: string): Promise<Opened> {
  const profile = mkdtempSync(path.join(tmpdir(), 'e2e-chromium-'))
  const started = spawn(
    executable,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--hide-scrollbars',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      // The page that a new profile opens by itself sometimes answers nothing, and would be waited for.
      'about:blank',
    ],
    { stdio: 'ignore' },
  )
  const end = async () => {
    const gone = new Promise((resolve) => started.once('exit', resolve))
    if (started.exitCode === null && started.kill('SIGKILL')) await gone
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  const connection = await connect(profile, started).catch(async (error) => {
    await end()
    throw error
  })
  const [browser] = connection.contexts()
  if (!browser) throw new Error('the browser has no context')
  browser.setDefaultTimeout(30_000)
  return {
    browser,
    async close() {
      await connection.close()
      await end()
    },
  }
}

async function connect(profile: string, started: ChildProcess) {
  return chromium.connectOverCDP(`http://127.0.0.1:${await debuggingPort(profile, started)}`)
}

/** The browser writes the port that it took into its profile. */
async function debuggingPort(profile: string, started: ChildProcess): Promise<string> {
  const file = path.join(profile, 'DevToolsActivePort')
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (started.exitCode !== null) throw new Error(`the browser ended with ${started.exitCode}`)
    const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : ''
    if (port) return port
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the browser didn’t start within 30 s')
}
