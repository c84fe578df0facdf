import { A, useNavigate, useSearchParams } from '@solidjs/router'
import * as z from 'zod/mini'
import { safeNext, withNext } from '../lib/return-path.ts'
import { queryClient, sessionQuery } from '../queries.ts'
import { Failure } from '../ui/Failure.tsx'
import { Field } from '../ui/Field.tsx'
import { createForm, emailField, newPasswordField } from '../ui/form.ts'
import { AuthColumn } from './AuthColumn.tsx'
import { signUp } from './calls.ts'
import { SocialButtons } from './SocialButtons.tsx'

const schema = z.object({
  name: z
    .string()
    .check(z.trim(), z.minLength(1, 'Enter what we should call you.'), z.maxLength(100, 'Use at most 100 characters.')),
  email: emailField,
  password: newPasswordField,
})

export default function CreateAccount() {
  const [search] = useSearchParams()
  const next = () => safeNext(search.next)
  const navigate = useNavigate()
  const form = createForm(schema, async ({ name, email, password }) => {
    await signUp(name, email, password, next())
    await queryClient.refetchQueries({ queryKey: sessionQuery.queryKey })
    navigate(withNext('/check-mail', next()), { state: { email } })
  })
  return (
    <AuthColumn title="Create account">
      <form class="grid gap-5" novalidate onSubmit={form.onSubmit}>
        <Field label="Name" name="name" type="text" autocomplete="name" error={form.errors().name} />
        <Field label="Email" name="email" type="email" autocomplete="username" error={form.errors().email} />
        <Field
          label="Password"
          name="password"
          type="password"
          autocomplete="new-password"
          hint="12 characters or more."
          error={form.errors().password}
        />
        <Failure error={form.failure()} />
        <button type="submit" class="btn btn-primary btn-main w-full" aria-disabled={form.sending()}>
          {form.sending() ? 'Creating…' : 'Create account'}
        </button>
      </form>
      <SocialButtons next={next()} />
      <p class="mt-6 text-sm text-ink-2">
        Have an account?{' '}
        <A href={withNext('/sign-in', next())} class="link inline-block min-h-6">
          Sign in
        </A>
      </p>
    </AuthColumn>
  )
}
