import { A, useNavigate } from '@solidjs/router'
import { createSignal, onCleanup, Show } from 'solid-js'
import { requestDeployment } from '../api.ts'
import { ConfirmMailActions } from '../auth/ConfirmMail.tsx'
import { formatPrice } from '../lib/format.ts'
import { useSite, useUser } from '../shell/session.ts'
import { Failure } from '../ui/Failure.tsx'
import { Notice } from '../ui/Notice.tsx'
import { ProblemError } from '../words/problems.ts'

/** The button that starts a paid order, so its own words carry the price. One idempotency key for each time it is shown. */
export function DeployButton(props: { label: 'first' | 'another' }) {
  const site = useSite()
  const user = useUser()
  const navigate = useNavigate()
  const [key, setKey] = createSignal(crypto.randomUUID())
  const [sending, setSending] = createSignal(false)
  const [unconfirmed, setUnconfirmed] = createSignal(false)
  const [failure, setFailure] = createSignal<unknown>(null)

  // Coming back from Checkout, the browser may show this page as it was left: frozen, with a used key.
  const onPageShow = (event: PageTransitionEvent) => {
    if (!event.persisted) return
    setKey(crypto.randomUUID())
    setSending(false)
  }
  window.addEventListener('pageshow', onPageShow)
  onCleanup(() => window.removeEventListener('pageshow', onPageShow))

  const deploy = async () => {
    const known = user()
    if (!known) return navigate('/create-account')
    if (!known.emailVerified) return setUnconfirmed(true)
    if (sending()) return
    setFailure(null)
    setSending(true)
    try {
      const { deploymentId, checkoutUrl } = await requestDeployment(key())
      // Without a page to pay on, this wish was paid or ended before: its own page says which.
      if (checkoutUrl) location.assign(checkoutUrl)
      else navigate(`/deploy/${deploymentId}`)
    } catch (error) {
      setSending(false)
      if (error instanceof ProblemError && error.code === 'email-not-verified') setUnconfirmed(true)
      else setFailure(error)
    }
  }
  const price = () => formatPrice(site().priceCents)
  const text = () =>
    props.label === 'first' ? `Deploy OpenClaw for ${price()}/month` : `Deploy another, ${price()}/month`
  return (
    <div class="grid gap-3">
      <button
        type="button"
        class="btn"
        classList={{ 'btn-primary btn-main w-full': props.label === 'first', 'btn-quiet': props.label === 'another' }}
        aria-disabled={sending()}
        onClick={() => void deploy()}
      >
        {sending() ? 'Opening the checkout…' : text()}
      </button>
      <Failure error={failure()} />
      <Show when={unconfirmed() && user()}>
        {(known) => (
          <div role="alert">
            <Notice tone="warn">
              <p class="mb-3">
                Confirm your email first, so that we can reach you about your server. The link went to{' '}
                <strong class="font-medium">{known().email}</strong>.{' '}
                <A href="/check-mail" class="link">
                  Wait for it here
                </A>
              </p>
              <ConfirmMailActions email={known().email} next="/" />
            </Notice>
          </div>
        )}
      </Show>
    </div>
  )
}
