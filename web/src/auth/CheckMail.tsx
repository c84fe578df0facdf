import { A, Navigate, useLocation, useSearchParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { safeNext } from '../lib/return-path.ts'
import { observe } from '../observe.ts'
import { sessionQuery } from '../queries.ts'
import { AuthColumn } from './AuthColumn.tsx'
import { ConfirmMailActions } from './ConfirmMail.tsx'

export default function CheckMail() {
  const [search] = useSearchParams()
  const next = () => safeNext(search.next)
  const here = useLocation<{ email?: string }>()
  // The link may be opened in another tab or on another device: this page notices by itself.
  const session = observe(() => ({ ...sessionQuery, refetchInterval: 4_000 }))
  const user = () => session.data?.user
  const email = () => user()?.email ?? here.state?.email
  return (
    <AuthColumn
      title="Check your mail"
      lead={
        <>
          We sent a link to{' '}
          <Show when={email()} fallback="your address">
            {(known) => <strong class="font-medium text-ink">{known()}</strong>}
          </Show>
          . Open it to confirm the address. This page goes on by itself then.
        </>
      }
    >
      <Show when={user()?.emailVerified}>
        <Navigate href={next()} />
      </Show>
      <Show when={email()}>{(known) => <ConfirmMailActions email={known()} next={next()} />}</Show>
      <p class="mt-6 text-sm text-ink-2">
        Nothing there? Look in the spam folder, or{' '}
        <A href="/create-account" class="link inline-block min-h-6">
          use another address
        </A>
        .
      </p>
    </AuthColumn>
  )
}
