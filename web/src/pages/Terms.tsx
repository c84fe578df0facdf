import { For } from 'solid-js'
import { formatPrice } from '../lib/format.ts'
import { useSite } from '../shell/session.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export default function Terms() {
  const site = useSite()
  const terms = () => [
    {
      title: 'What you get',
      text: 'A private server with OpenClaw installed, an address for it, and this dashboard. OpenClaw is made by others under its own license; we host it and aren’t affiliated with its makers.',
    },
    {
      title: 'What it costs',
      text: `${formatPrice(site().priceCents)} a month for each instance, charged in advance by card through Stripe, plus taxes where they apply. ${formatPrice(site().includedCreditCents)} of AI credits are included once with each instance and end with it.`,
    },
    {
      title: 'How it ends',
      text: 'Destroying an instance ends its subscription at once. The rest of the paid month isn’t refunded. Everything on the server is deleted and can’t be restored.',
    },
    {
      title: 'What isn’t allowed',
      text: 'Attacking or scanning other systems, sending spam, mining, and anything that is against the law where you or the server are. We may stop an instance that does.',
    },
    {
      title: 'What we keep',
      text: 'Your name, your email address, your sign-ins, and the history of your instances. Card data stays with Stripe. We don’t read what is on your server.',
    },
  ]
  return (
    <article class="max-w-[640px]">
      <PageTitle title="Terms">Terms</PageTitle>
      <p class="mt-3 text-lg text-ink-2">The rules in plain words.</p>
      <div class="mt-8 grid gap-7">
        <For each={terms()}>
          {({ title, text }) => (
            <section>
              <h2 class="text-h3">{title}</h2>
              <p class="mt-1.5 text-ink-2">{text}</p>
            </section>
          )}
        </For>
      </div>
    </article>
  )
}
