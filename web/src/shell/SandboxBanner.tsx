import ExternalLink from 'lucide-solid/icons/external-link'
import { Show } from 'solid-js'
import { useSite } from './session.ts'

/** Stands on every page of the sandbox, so that nobody takes it for the real thing. */
export function SandboxBanner() {
  const site = useSite()
  return (
    <Show when={site().sandbox}>
      <aside aria-label="Sandbox" class="border-b border-line bg-warn-w text-ink">
        <p class="mx-auto flex flex-wrap items-center justify-center gap-x-3 px-4 py-1.5 text-center text-xs">
          <span>
            <strong class="font-semibold">Sandbox.</strong> Nothing costs money and no server is real.
          </span>
          <Show when={site().sandboxUrl}>
            {(url) => (
              <a
                href={url()}
                target="_blank"
                rel="noreferrer"
                class="link inline-flex min-h-6 items-center gap-1 !text-ink"
              >
                Mailbox and controls <ExternalLink size={12} aria-hidden="true" />
              </a>
            )}
          </Show>
        </p>
      </aside>
    </Show>
  )
}
