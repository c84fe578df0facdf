import { A } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import * as z from 'zod/mini'
import { announce } from '../lib/announce.ts'
import { useSite } from '../shell/session.ts'
import { Failure } from '../ui/Failure.tsx'
import { Field } from '../ui/Field.tsx'
import { createForm, emailField } from '../ui/form.ts'
import { Notice } from '../ui/Notice.tsx'
import { AuthColumn } from './AuthColumn.tsx'
import { requestPasswordReset } from './calls.ts'

export default function ForgotPassword() {
  const site = useSite()
  const [sentTo, setSentTo] = createSignal('')
  const form = createForm(z.object({ email: emailField }), async ({ email }) => {
    await requestPasswordReset(email)
    setSentTo(email)
    announce('Mail sent')
  })
  return (
    <AuthColumn title="Reset password" lead="We send you a link. It works once, for an hour.">
      <form class="grid gap-5" novalidate onSubmit={form.onSubmit}>
        <Field label="Email" name="email" type="email" autocomplete="username" error={form.errors().email} />
        <Failure error={form.failure()} />
        <button type="submit" class="btn btn-primary btn-main w-full" aria-disabled={form.sending()}>
          {form.sending() ? 'Sending…' : 'Send the link'}
        </button>
      </form>
      <Show when={sentTo()}>
        <Notice tone="plain" class="mt-5">
          {/* The same words for every address: whether it has an account is nobody's business. */}
          If {sentTo()} has an account, the link is on its way.{' '}
          <Show when={site().sandboxUrl}>
            {(url) => (
              <a href={url()} target="_blank" rel="noreferrer" class="link">
                Open the sandbox’s mailbox
              </a>
            )}
          </Show>
        </Notice>
      </Show>
      <p class="mt-6 text-sm text-ink-2">
        <A href="/sign-in" class="link inline-block min-h-6">
          Back to sign in
        </A>
      </p>
    </AuthColumn>
  )
}
