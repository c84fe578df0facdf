import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { createSignal, onCleanup, Show } from 'solid-js'
import { announce } from '../lib/announce.ts'

/** Copies `text`; the word for a screen reader is `label`, e.g. `Copy the address`. */
export function CopyButton(props: { text: string; label: string }) {
  const [copied, setCopied] = createSignal(false)
  let timer = 0
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text)
    } catch {
      return announce('The browser doesn’t allow copying here.')
    }
    setCopied(true)
    announce('Copied')
    clearTimeout(timer)
    timer = window.setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <button
      type="button"
      class="inline-grid size-7 shrink-0 place-items-center rounded-control text-ink-3 hover:bg-sunken hover:text-ink"
      aria-label={props.label}
      title={props.label}
      onClick={copy}
    >
      <Show when={copied()} fallback={<Copy size={14} />}>
        <Check size={14} class="text-ok" />
      </Show>
    </button>
  )
}
