import { createSignal, For, Show } from 'solid-js'
import { ConfirmMailActions } from '../auth/ConfirmMail.tsx'
import { currentSignIn, listSignIns, revokeOtherSignIns, revokeSignIn, type SignIn } from '../auth/calls.ts'
import { announce } from '../lib/announce.ts'
import { formatMoment } from '../lib/format.ts'
import { observe } from '../observe.ts'
import { queryClient } from '../queries.ts'
import { RequireUser } from '../shell/RequireUser.tsx'
import { useUser } from '../shell/session.ts'
import { Failure } from '../ui/Failure.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { deviceName } from './device-name.ts'

export default function Account() {
  return (
    <RequireUser>
      <div class="grid w-full max-w-[640px] gap-5">
        <PageTitle title="Account" class="mb-2">
          Account
        </PageTitle>
        <You />
        <SignIns />
      </div>
    </RequireUser>
  )
}

function You() {
  const user = useUser()
  return (
    <Show when={user()}>
      {(known) => (
        <section class="card p-5 md:p-6">
          <h2 class="text-h3">You</h2>
          <dl class="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-[7rem_1fr]">
            <dt class="text-sm text-ink-2">Name</dt>
            <dd>{known().name}</dd>
            <dt class="text-sm text-ink-2">Email</dt>
            <dd>{known().email}</dd>
          </dl>
          <Show when={!known().emailVerified}>
            <Notice tone="warn" class="mt-4">
              <p class="mb-3">This address isn’t confirmed yet. You need that to deploy.</p>
              <ConfirmMailActions email={known().email} next="/account" />
            </Notice>
          </Show>
        </section>
      )}
    </Show>
  )
}

const signInsKey = ['sign-ins']

function SignIns() {
  const signIns = observe(() => ({
    queryKey: signInsKey,
    queryFn: async () => {
      const [all, current] = await Promise.all([listSignIns(), currentSignIn()])
      return all
        .map((signIn) => ({ ...signIn, current: signIn.token === current?.token }))
        .sort((a, b) => Number(b.current) - Number(a.current) || b.updatedAt.localeCompare(a.updatedAt))
    },
  }))
  const [failure, setFailure] = createSignal<unknown>(null)
  const end = async (wish: () => Promise<unknown>) => {
    setFailure(null)
    try {
      await wish()
      announce('Signed out there')
    } catch (error) {
      setFailure(error)
    }
    await queryClient.invalidateQueries({ queryKey: signInsKey })
  }
  return (
    <section class="card">
      <div class="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 pt-5 pb-4 md:px-6">
        <div class="min-w-0 flex-1 basis-64">
          <h2 class="text-h3">Where you are signed in</h2>
          <p class="text-sm text-ink-2">Don’t know one of these? Sign it out, then change your password.</p>
        </div>
        <Show when={(signIns.data?.length ?? 0) > 1}>
          <button type="button" class="btn btn-quiet" onClick={() => void end(revokeOtherSignIns)}>
            Sign out everywhere else
          </button>
        </Show>
      </div>
      <ul>
        <For each={signIns.data} fallback={<li class="min-h-16" />}>
          {(signIn) => <SignInRow signIn={signIn} onEnd={() => void end(() => revokeSignIn(signIn.token))} />}
        </For>
      </ul>
      <Failure error={failure() ?? signIns.error} class="px-5 pb-5 md:px-6" />
    </section>
  )
}

function SignInRow(props: { signIn: SignIn & { current: boolean }; onEnd: () => void }) {
  const name = () => deviceName(props.signIn.userAgent)
  return (
    <li class="flex min-h-16 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-5 py-3 md:px-6">
      <div class="min-w-0">
        <p class="font-medium">{name()}</p>
        <p class="nums text-sm text-ink-2">
          Since {formatMoment(props.signIn.createdAt)}
          <Show when={props.signIn.ipAddress}>
            {(ip) => (
              <>
                {' '}
                from <span class="font-mono text-xs">{ip()}</span>
              </>
            )}
          </Show>
        </p>
      </div>
      <Show when={!props.signIn.current} fallback={<span class="text-sm text-ink-2">This browser</span>}>
        <button type="button" class="btn btn-quiet" aria-label={`Sign out ${name()}`} onClick={() => props.onEnd()}>
          Sign out
        </button>
      </Show>
    </li>
  )
}
