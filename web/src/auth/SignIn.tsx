import { A, Navigate, useNavigate, useSearchParams } from '@solidjs/router'
import { Show } from 'solid-js'
import * as z from 'zod/mini'
import { safeNext, withNext } from '../lib/return-path.ts'
import { queryClient, sessionQuery } from '../queries.ts'
import { useUser } from '../shell/session.ts'
import { Failure } from '../ui/Failure.tsx'
import { Field } from '../ui/Field.tsx'
import { createForm, emailField } from '../ui/form.ts'
import { AuthColumn } from './AuthColumn.tsx'
import { signIn } from './calls.ts'
import { SocialButtons } from './SocialButtons.tsx'

const schema = z.object({
  email: emailField,
  password: z.string().check(z.minLength(1, 'Enter your password.')),
})

export default function SignIn() {
  const [search] = useSearchParams()
  const next = () => safeNext(search.next)
  const navigate = useNavigate()
  const user = useUser()
  const form = createForm(schema, async ({ email, password }) => {
    await signIn(email, password)
    await queryClient.refetchQueries({ queryKey: sessionQuery.queryKey })
    navigate(next(), { replace: true })
  })
  return (
    <AuthColumn title="Sign in">
      <Show when={user() && !form.sending()}>
        <Navigate href={next()} />
      </Show>
      <form class="grid gap-5" novalidate onSubmit={form.onSubmit}>
        <Field label="Email" name="email" type="email" autocomplete="username" error={form.errors().email} />
        <div>
          <Field
            label="Password"
            name="password"
            type="password"
            autocomplete="current-password"
            error={form.errors().password}
          />
          <p class="mt-2 text-sm">
            <A href="/forgot-password" class="link inline-block min-h-6">
              Forgot the password
            </A>
          </p>
        </div>
        <Failure error={form.failure()} />
        <button type="submit" class="btn btn-primary btn-main w-full" aria-disabled={form.sending()}>
          {form.sending() ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <SocialButtons next={next()} />
      <p class="mt-6 text-sm text-ink-2">
        No account yet?{' '}
        <A href={withNext('/create-account', next())} class="link inline-block min-h-6">
          Create one
        </A>
      </p>
    </AuthColumn>
  )
}
