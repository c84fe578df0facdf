import { createSignal, Show } from 'solid-js'
import { announce } from '../lib/announce.ts'
import { useSite } from '../shell/session.ts'
import { Failure } from '../ui/Failure.tsx'
import { sendVerification } from './calls.ts'

/** Sends the confirmation mail again; in the sandbox it also points at the mailbox that caught the first one. */
export function ConfirmMailActions(props: { email: string; next: string }) {
  const site = useSite()
  const [sent, setSent] = createSignal(false)
  const [failure, setFailure] = createSignal<unknown>(null)
  const again = async () => {
    setFailure(null)
    try {
      await sendVerification(props.email, props.next)
      setSent(true)
      announce('Mail sent')
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <div class="grid gap-3">
      <div class="flex flex-wrap gap-2">
        <Show when={site().sandboxUrl}>
          {(url) => (
            <a href={url()} target="_blank" rel="noreferrer" class="btn btn-primary">
              Open the sandbox’s mailbox
            </a>
          )}
        </Show>
        <button type="button" class="btn btn-quiet" aria-disabled={sent()} onClick={() => !sent() && void again()}>
          {sent() ? 'Mail sent' : 'Send the mail again'}
        </button>
      </div>
      <Failure error={failure()} />
    </div>
  )
}
