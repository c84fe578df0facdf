import { html } from 'hono/html'
import type { MachineState } from './machine-state.ts'

export function controlUiHtml(machine: MachineState) {
  const instructions = machine.setup?.instructions
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Control UI (sandbox)</title>
        <link rel="stylesheet" href="/control-ui.css" />
      </head>
      <body>
        <header>
          <strong>Control UI</strong>
          <span>sandbox stand-in, not a real OpenClaw</span>
          <output id="who">Signing in…</output>
        </header>
        <main>
          <p id="problem" role="alert" hidden></p>
          <section id="chat" hidden>
            <ol id="messages" aria-live="polite">
              <li class="them">This page stands in for the Control UI of a real OpenClaw. It repeats what you write and asks no model.</li>
            </ol>
            <form id="composer">
              <label for="text">Message</label>
              <input id="text" autocomplete="off" required />
              <button>Send</button>
            </form>
          </section>
        </main>
        <footer>
          <dl>
            <div><dt>Deployment</dt><dd>${instructions?.deploymentId}</dd></div>
            <div><dt>Model</dt><dd>${instructions?.model}</dd></div>
            <div><dt>Version</dt><dd>${instructions?.openclawVersion}</dd></div>
            <div><dt>Machine</dt><dd>${machine.serviceName}, ${machine.imageName}</dd></div>
          </dl>
        </footer>
        <script src="/control-ui.js"></script>
      </body>
    </html>`
}

/** Signs in by the one-time token in the address's fragment, which it removes at once, and keeps the session like the real UI. */
export const controlUiScript = `
const who = document.querySelector('#who')
const problem = document.querySelector('#problem')
const fragment = new URLSearchParams(location.hash.slice(1))
const bootstrapToken = fragment.get('bootstrapToken')
if (location.hash) history.replaceState(null, '', location.pathname)

async function signIn() {
  if (bootstrapToken) {
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ bootstrapToken }),
    })
    if (answer.ok) localStorage.setItem('session', (await answer.json()).session)
    else return refuse('This sign-in link was used before or is not valid. Open the Control UI from the dashboard again.')
  }
  const headers = { authorization: 'Bearer ' + localStorage.getItem('session') }
  const known = await fetch('/session', { headers })
  if (!known.ok) return refuse('Approve this browser: open the Control UI from the dashboard to sign in.')
  who.textContent = 'Signed in as owner'
  document.querySelector('#chat').hidden = false
}

function refuse(text) {
  who.textContent = 'Not signed in'
  problem.textContent = text
  problem.hidden = false
}

document.querySelector('#composer').addEventListener('submit', (event) => {
  event.preventDefault()
  const input = document.querySelector('#text')
  for (const [kind, text] of [['me', input.value], ['them', 'You wrote: ' + input.value]]) {
    const item = document.createElement('li')
    item.className = kind
    item.textContent = text
    document.querySelector('#messages').append(item)
  }
  input.value = ''
})

signIn().catch(() => refuse('The machine does not answer.'))
`

export const controlUiStyle = `
:root { --line: light-dark(#d8dee4, #2c3640); --soft: light-dark(#f3f6f8, #161d24); --accent: light-dark(#0b6b74, #6cc7cf); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: flex; flex-direction: column; font: 15px/1.5 system-ui, sans-serif;
  background: light-dark(#fff, #0f151b); color: light-dark(#1b242c, #dbe4ea); }
header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .75rem 1rem; border-bottom: 1px solid var(--line); }
header span { opacity: .75; font-size: .875rem; }
#who { margin-left: auto; color: var(--accent); font-weight: 600; }
main { flex: 1; padding: 1rem; display: flex; flex-direction: column; max-width: 48rem; width: 100%; margin: 0 auto; }
#problem { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
#chat:not([hidden]) { flex: 1; display: flex; flex-direction: column; }
#messages { list-style: none; margin: 0; padding: 0; flex: 1; display: flex; flex-direction: column; gap: .5rem; }
#messages li { padding: .5rem .75rem; border-radius: .75rem; background: var(--soft); align-self: start; overflow-wrap: anywhere; }
#messages .me { align-self: end; background: var(--accent); color: light-dark(#fff, #0f151b); }
#composer { display: flex; gap: .5rem; padding-top: 1rem; align-items: center; }
#composer input { flex: 1; min-width: 0; font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: inherit; }
#composer button { font: inherit; padding: .5rem 1rem; border: 0; border-radius: .5rem; background: var(--accent); color: light-dark(#fff, #0f151b); }
footer { border-top: 1px solid var(--line); padding: .5rem 1rem; font-size: .8125rem; }
dl { margin: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
dl div { display: flex; gap: .4rem; }
dt { opacity: .7; }
dd { margin: 0; overflow-wrap: anywhere; }
`
