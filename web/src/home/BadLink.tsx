import { useSearchParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { ConfirmMailActions } from '../auth/ConfirmMail.tsx'
import { useUser } from '../shell/session.ts'
import { Notice } from '../ui/Notice.tsx'

/** The link of a confirmation mail comes back here with `error` in the address when it was used before or is too old. */
export function BadLink() {
  const user = useUser()
  const [search, setSearch] = useSearchParams()
  const [bad] = createSignal(search.error !== undefined)
  if (bad()) setSearch({ error: undefined }, { replace: true })
  return (
    <Show when={bad() && !user()?.emailVerified}>
      <div role="alert">
        <Notice tone="warn">
          <p>The link in the mail was used already or is too old.</p>
          <Show when={user()} fallback={<p>Sign in, and we send you a new one.</p>}>
            {(known) => (
              <div class="mt-3">
                <ConfirmMailActions email={known().email} next="/" />
              </div>
            )}
          </Show>
        </Notice>
      </div>
    </Show>
  )
}
