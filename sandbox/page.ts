import { html } from 'hono/html'

type Html = ReturnType<typeof html>

/** Every page of the sandbox: plain, and never to be taken for the real company's. */
export function sandboxPage(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} (sandbox)</title>
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 0 1rem 4rem; }
          .banner { background: #7a4b00; color: #fff; margin: 0 -1rem; padding: 0.5rem 1rem; font-weight: 600; }
          pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
          form { margin: 0.5rem 0; }
          button, input, select { font: inherit; padding: 0.3rem 0.6rem; max-width: 100%; }
          label { display: block; margin: 0.3rem 0; }
          table { border-spacing: 0.8rem 0; font-size: 0.85rem; display: block; overflow-x: auto; }
        </style>
      </head>
      <body>
        <p class="banner" role="note">Sandbox: nothing here is real money</p>
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`
}
