import { createSignal, createUniqueId, Show } from 'solid-js'
import { destroyDeployment } from '../api.ts'
import { formatDay } from '../lib/format.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import type { DeploymentDialogProps } from './dialog-props.ts'
import { createWish } from './wish.ts'

/** The only question that wants the name typed: what goes can't come back. The server compares the name again. */
export default function DestroyDialog(props: DeploymentDialogProps) {
  const [typed, setTyped] = createSignal('')
  const id = createUniqueId()
  const wish = createWish(
    () => props.deployment.id,
    () => destroyDeployment(props.deployment.id, typed()),
  )
  const matches = () => typed() === props.deployment.name
  let field: HTMLInputElement | undefined

  const change = (open: boolean) => {
    setTyped('')
    wish.clear()
    props.onOpenChange(open)
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (matches() && (await wish.run())) change(false)
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={change}
      title={`Destroy ${props.deployment.name}?`}
      firstFocus={() => field}
      returnTo={props.returnTo}
    >
      <p>The server and everything on it is deleted now. Nobody can restore it.</p>
      <ul class="mt-3 grid list-disc gap-1 ps-5 marker:text-ink-3">
        <li>Conversations, files and connected channels are gone.</li>
        <li>
          Your subscription ends today.{' '}
          <Show when={props.deployment.currentPeriodEnd} fallback="The unused days aren’t refunded.">
            {(end) => <>The unused days until {formatDay(end())} aren’t refunded.</>}
          </Show>
        </li>
        <li>What is left of the included AI credits ends with it.</li>
      </ul>
      <form class="mt-5" onSubmit={submit}>
        <label for={id} class="mb-1.5 block text-sm text-ink">
          Type <span class="font-mono text-xs font-semibold">{props.deployment.name}</span> to confirm
        </label>
        <input
          ref={field}
          id={id}
          class="field"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <Failure error={wish.failure()} class="mt-4" />
        <div class="mt-6 flex flex-wrap justify-end gap-2">
          <button type="button" class="btn btn-quiet" onClick={() => change(false)}>
            Keep it
          </button>
          <button type="submit" class="btn btn-bad" disabled={!matches() || wish.sending()}>
            {wish.sending() ? 'Destroying…' : 'Destroy instance'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
