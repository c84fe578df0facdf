import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Control } from './control.ts'
import { paceOf } from './control-api.ts'
import { plannedFault } from './faults.ts'
import type { KeptMail } from './mail/mailbox.ts'
import { sandboxPage } from './page.ts'

const faultKinds = ['refuse', 'error', 'rate_limit', 'no_answer', 'lost_answer', 'garbage']
const steps = [
  ['1 hour', 3_600_000],
  ['1 day', 86_400_000],
  ['31 days', 31 * 86_400_000],
] as const

/** The page at `/`: what the stand-ins hold, the mailbox, pace, faults, controls and the clock, all by plain forms. */
export function controlPage(control: Control): Hono {
  const app = new Hono()
  app.get('/', (c) => c.html(page(control)))

  app.post('/page/pace', async (c) => {
    const { pace } = await c.req.parseBody()
    control.setPace(paceOf(pace === 'instant' ? 'instant' : 'realistic'))
    return c.redirect('/', 303)
  })
  app.post('/page/clock', async (c) => {
    const { advanceMs } = await c.req.parseBody()
    const ms = Number(advanceMs)
    if (Number.isSafeInteger(ms) && ms > 0) await control.advance(ms)
    return c.redirect('/', 303)
  })
  app.post('/page/faults', async (c) => {
    const { provider, operation, kind, times } = await c.req.parseBody()
    const fault = plannedFault.safeParse({ provider, operation, kind, times: Number(times) })
    if (fault.success) control.plan(fault.data)
    return c.redirect('/#faults', 303)
  })
  app.post('/page/faults/clear', (c) => {
    control.clearFaults()
    return c.redirect('/#faults', 303)
  })
  app.post('/page/do', async (c) => {
    const { standIn, control: name, args } = await c.req.parseBody()
    const action = control.control(String(standIn), String(name))
    if (!action) return c.text('There is no such control.', 404)
    try {
      await action(JSON.parse(String(args || '{}')))
    } catch (error) {
      return c.text(`That didn't work: ${error instanceof Error ? error.message : error}`, 400)
    }
    return c.redirect('/', 303)
  })
  return app
}

function page(control: Control) {
  const state = control.state()
  const requests = control.requests().slice(-30).reverse()
  return sandboxPage(
    'Sandbox control',
    html`
      <h2>Time and pace</h2>
      <p>It is <b>${state.now}</b> here; things take ${state.pace === 0 ? 'no time' : 'realistic time'}.</p>
      <form method="post" action="/page/pace">
        <button name="pace" value="realistic">Realistic</button> <button name="pace" value="instant">Instant</button>
      </form>
      <form method="post" action="/page/clock">
        ${steps.map(([name, ms]) => html`<button name="advanceMs" value="${ms}">Move the clock by ${name}</button> `)}
      </form>

      <h2 id="mailbox">Mailbox</h2>
      ${control.mails().map(mailItem)} ${control.mails().length === 0 ? html`<p>No mail yet.</p>` : ''}

      <h2 id="faults">Planned faults</h2>
      <ul>
        ${state.faults.map((f) => html`<li>${f.provider} <code>${f.operation}</code>: ${f.kind}, ${f.times} times</li>`)}
      </ul>
      <form method="post" action="/page/faults">
        <select name="provider" aria-label="Company">
          ${['stripe', 'ovh', 'openrouter', 'mail', 'machine'].map((each) => html`<option>${each}</option>`)}
        </select>
        <input name="operation" aria-label="Operation" placeholder="POST /keys" required />
        <select name="kind" aria-label="Kind">
          ${faultKinds.map((each) => html`<option>${each}</option>`)}
        </select>
        <input name="times" aria-label="Times" type="number" min="1" value="1" />
        <button>Plan it</button>
      </form>
      <form method="post" action="/page/faults/clear"><button>Clear all faults</button></form>

      <h2>Stand-ins</h2>
      ${Object.entries(state.standIns).map(
        ([name, { summary, controls }]) => html`
          <details open id="${name}">
            <summary>${name}</summary>
            <pre>${JSON.stringify(summary, null, 2)}</pre>
            ${controls.map(
              (each) =>
                html`<form method="post" action="/page/do">
                  <input type="hidden" name="standIn" value="${name}" />
                  <input type="hidden" name="control" value="${each}" />
                  <input name="args" aria-label="Arguments of ${each} as JSON" placeholder="{}" />
                  <button>${each}</button>
                </form>`,
            )}
          </details>
        `,
      )}

      <h2>Latest calls</h2>
      <table>
        ${requests.map(
          (each) =>
            html`<tr><td>${each.at}</td><td>${each.provider}</td><td><code>${each.operation}</code></td><td>${each.status}</td></tr>`,
        )}
      </table>
    `,
  )
}

function mailItem(mail: KeptMail) {
  return html`<details class="mail">
    <summary>${mail.subject} <small>to ${mail.to.join(', ')}, ${mail.at}</small></summary>
    <pre>${linked(mail.text)}</pre>
  </details>`
}

/** The text with its addresses made clickable; everything else is escaped by the template. */
function linked(text: string) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/)
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part))}`
}
