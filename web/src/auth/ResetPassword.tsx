import { A, useSearchParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import * as z from 'zod/mini'
import { Failure } from '../ui/Failure.tsx'
import { Field } from '../ui/Field.tsx'
import { createForm, newPasswordField } from '../ui/form.ts'
import { AuthColumn } from './AuthColumn.tsx'
import { resetPassword } from './calls.ts'

export default function ResetPassword() {
  const [search, setSearch] = useSearchParams()
  const token = typeof search.token === 'string' ? search.token : ''
  // The token opens the account: it leaves the address bar and the history at once.
  if (token) setSearch({ token: undefined }, { replace: true })
  const [done, setDone] = createSignal(false)
  const form = createForm(z.object({ password: newPasswordField }), async ({ password }) => {
    await resetPassword(password, token)
    setDone(true)
  })
  return (
    <Show
      when={!done()}
      fallback={
        <AuthColumn title="Password changed" lead="Use the new one from now on.">
          <A href="/sign-in" class="btn btn-primary btn-main w-full">
            Sign in
          </A>
        </AuthColumn>
      }
    >
      <Show
        when={token}
        fallback={
          <AuthColumn title="This link doesn’t work" lead="It was used already or is too old.">
            <A href="/forgot-password" class="btn btn-primary btn-main w-full">
              Ask for a new link
            </A>
          </AuthColumn>
        }
      >
        <AuthColumn title="Choose a new password">
          <form class="grid gap-5" novalidate onSubmit={form.onSubmit}>
            <Field
              label="New password"
              name="password"
              type="password"
              autocomplete="new-password"
              hint="12 characters or more."
              error={form.errors().password}
            />
            <Failure error={form.failure()} />
            <button type="submit" class="btn btn-primary btn-main w-full" aria-disabled={form.sending()}>
              {form.sending() ? 'Saving…' : 'Save the new password'}
            </button>
          </form>
        </AuthColumn>
      </Show>
    </Show>
  )
}
