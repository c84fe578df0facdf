import Check from 'lucide-solid/icons/check'
import { For, type JSX } from 'solid-js'
import { formatDay, formatMoney, formatPrice } from '../lib/format.ts'
import { useSite } from '../shell/session.ts'
import { PageTitle } from '../ui/PageTitle.tsx'
import { DeployButton } from './DeployButton.tsx'

const steps = [
  { title: 'Pay', text: 'Card checkout on Stripe. You come straight back here.' },
  { title: 'We build it', text: 'A fresh server, only yours. You watch each step with real times, or close the tab.' },
  { title: 'Open it', text: 'OpenClaw’s Control UI opens inside this page, already signed in.' },
]

/** A month from now, as Stripe counts it: the same day, or the last day of a shorter month. */
function nextCharge(): string {
  const today = new Date()
  const next = new Date(today)
  next.setMonth(next.getMonth() + 1)
  if (next.getDate() !== today.getDate()) next.setDate(0)
  return next.toISOString()
}

/** The page of someone who has no instance: what they get, what it costs, and the one button. */
export function Offer(props: { title: string; notices?: JSX.Element }) {
  const site = useSite()
  const included = () => [
    'A server of its own, rented for you alone',
    `${formatPrice(site().includedCreditCents)} of AI credits, included once`,
    'Encrypted, behind a firewall, kept up to date',
    'Destroy it whenever you like; charges end then',
  ]
  return (
    <div class="grid gap-x-12 gap-y-9 lg:grid-cols-[1fr_24rem] lg:grid-rows-[auto_1fr]">
      <div>
        <PageTitle title={props.title}>{props.title}</PageTitle>
        <p class="mt-3 max-w-[60ch] text-lg text-ink-2">
          Deploy one and we rent a server, install OpenClaw on it, and give you its address. No terminal, no keys to
          copy, and you can close the tab meanwhile.
        </p>
        {props.notices}
      </div>
      <section aria-label="Price" class="card h-fit p-5 md:p-6 lg:row-span-2">
        <h2 class="text-h3">One instance</h2>
        <p class="mt-2 flex items-baseline gap-2 text-ink-2">
          <span class="font-display text-figure font-semibold text-ink">{formatPrice(site().priceCents)}</span> a month
        </p>
        <ul class="mt-4 grid gap-1.5 text-sm">
          <For each={included()}>
            {(line) => (
              <li class="grid grid-cols-[1.625rem_1fr]">
                <Check size={16} class="mt-[3px] text-ok" aria-hidden="true" />
                {line}
              </li>
            )}
          </For>
        </ul>
        <dl class="nums mt-5 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 border-t border-line pt-4 text-sm text-ink-2">
          <dt class="text-ink">Due today</dt>
          <dd class="text-end font-semibold text-ink">{formatMoney(site().priceCents)}</dd>
          <dt>Next charge, {formatDay(nextCharge())}</dt>
          <dd class="text-end">{formatMoney(site().priceCents)}</dd>
          <dt>Beyond the credits</dt>
          <dd class="text-end">$0. Models pause</dd>
        </dl>
        <div class="mt-5">
          <DeployButton label="first" />
        </div>
      </section>
      <ol class="lg:row-start-2">
        <For each={steps}>
          {(step) => (
            <li class="relative ps-8 pb-7 not-last:before:absolute not-last:before:start-[4.5px] not-last:before:top-5 not-last:before:-bottom-1.5 not-last:before:w-px not-last:before:bg-line last:pb-0">
              <span
                class="absolute start-0 top-[7px] size-2.5 rounded-full border-2 border-tide bg-canvas"
                aria-hidden="true"
              />
              <h2 class="text-h3">{step.title}</h2>
              <p class="mt-0.5 text-ink-2">{step.text}</p>
            </li>
          )}
        </For>
      </ol>
    </div>
  )
}
