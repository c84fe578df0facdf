import { createSignal, createUniqueId, type JSX, Show, splitProps } from 'solid-js'

type Props = JSX.InputHTMLAttributes<HTMLInputElement> & { label: string; name: string; error?: string; hint?: string }

/** A labelled field with its hint and error below; a password gets a button that shows it. */
export function Field(props: Props) {
  const [own, input] = splitProps(props, ['label', 'error', 'hint', 'type'])
  const id = createUniqueId()
  const [shown, setShown] = createSignal(false)
  const secret = () => own.type === 'password'
  const described = () => [own.error && `${id}-error`, own.hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
  return (
    <div>
      <label for={id} class="mb-1.5 block text-sm font-medium">
        {own.label}
      </label>
      <div class="relative">
        <input
          {...input}
          id={id}
          class="field"
          classList={{ 'pe-20': secret() }}
          type={secret() && shown() ? 'text' : own.type}
          aria-invalid={own.error ? 'true' : undefined}
          aria-describedby={described()}
        />
        <Show when={secret()}>
          <button
            type="button"
            class="absolute inset-y-1 end-1 rounded-bar px-3 text-sm text-ink-2 hover:bg-sunken hover:text-ink"
            aria-pressed={shown()}
            aria-label={shown() ? 'Hide password' : 'Show password'}
            onClick={() => setShown(!shown())}
          >
            {shown() ? 'Hide' : 'Show'}
          </button>
        </Show>
      </div>
      <Show when={own.error}>
        <p id={`${id}-error`} class="mt-1.5 text-sm text-bad">
          {own.error}
        </p>
      </Show>
      <Show when={own.hint}>
        <p id={`${id}-hint`} class="mt-1.5 text-sm text-ink-2">
          {own.hint}
        </p>
      </Show>
    </div>
  )
}
