import { A, useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { signOut } from '../auth/calls.ts'
import { announce } from '../lib/announce.ts'
import { queryClient, sessionQuery, signedOut } from '../queries.ts'
import { wordsFor } from '../words/problems.ts'

const item = 'flex min-h-10 w-full items-center rounded-control px-3 text-start text-sm hover:bg-sunken'

/** A native popover: opening, closing by Escape or outside, and giving the focus back are the browser's. */
export function AccountMenu(props: { email: string; wide: boolean }) {
  const [failure, setFailure] = createSignal('')
  const navigate = useNavigate()
  let panel: HTMLDivElement | undefined

  const leave = async () => {
    try {
      await signOut()
    } catch (error) {
      announce(wordsFor(error))
      return setFailure(wordsFor(error))
    }
    panel?.hidePopover()
    signedOut()
    // What belonged to this person must not be seen by the next one at this computer.
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] })
    navigate('/sign-in')
  }
  return (
    <div class="relative">
      <button
        type="button"
        popovertarget="account-menu"
        class="inline-flex min-h-10 max-w-64 items-center rounded-control px-2 text-sm font-medium text-ink-2 hover:bg-sunken hover:text-ink sm:px-3"
        aria-label={`Account of ${props.email}`}
      >
        <span class="hidden truncate sm:inline">{props.email}</span>
        <span
          class="grid size-7 place-items-center rounded-full bg-wash uppercase text-ink sm:hidden"
          aria-hidden="true"
        >
          {props.email.slice(0, 1)}
        </span>
      </button>
      <div
        ref={panel}
        id="account-menu"
        popover="auto"
        classList={{
          'end-4 md:end-6': props.wide,
          'end-[max(1rem,calc((100vw-70rem)/2))]': !props.wide,
        }}
        class="fixed inset-auto top-[3.75rem] w-60 rounded-card border border-line bg-surface p-1.5 text-ink shadow-float open:appear"
      >
        <p class="truncate px-3 py-2 text-xs text-ink-2">{props.email}</p>
        <A href="/account" class={item} onClick={() => panel?.hidePopover()}>
          Account
        </A>
        <button type="button" class={item} onClick={leave}>
          Sign out
        </button>
        {failure() && <p class="px-3 py-2 text-sm text-bad">{failure()}</p>}
      </div>
    </div>
  )
}
