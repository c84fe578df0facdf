import { A } from '@solidjs/router'
import { For } from 'solid-js'
import { formatPrice } from '../lib/format.ts'
import { useSite } from '../shell/session.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export default function Help() {
  const site = useSite()
  const questions = () => [
    {
      q: 'How long does setup take?',
      a: 'That depends on how fast the provider hands over a server. The page of your deployment shows each step, how long it usually takes, and what happens by itself if it takes longer.',
    },
    {
      q: 'Can I close the page meanwhile?',
      a: 'Yes. Setup goes on without it, and we email you when your OpenClaw is ready or when something needs you.',
    },
    {
      q: 'What are the AI credits?',
      a: `${formatPrice(site().includedCreditCents)} of model usage is included once with each instance. When they are used up the server stays up, but OpenClaw can’t call models. You are never charged beyond them.`,
    },
    {
      q: 'The Control UI asks me to sign in. What now?',
      a: 'Some browsers block signing in inside a frame. Use “Open in new tab” on the instance’s page: it signs you in with a fresh one-time address.',
    },
    {
      q: 'What happens when I destroy an instance?',
      a: 'The subscription ends, the AI key is revoked, and the server is wiped before anyone else can get it. Nobody can restore it. The page shows each of these as it is done, and says when it is certain that nothing more is charged.',
    },
    {
      q: 'Something failed. What do I tell you?',
      a: 'The failed step shows a reference. Reply to any mail from us and include it; with it we find exactly what happened.',
    },
  ]
  return (
    <article class="max-w-[640px]">
      <PageTitle title="Help">Help</PageTitle>
      <div class="mt-8 grid gap-7">
        <For each={questions()}>
          {({ q, a }) => (
            <section>
              <h2 class="text-h3">{q}</h2>
              <p class="mt-1.5 text-ink-2">{a}</p>
            </section>
          )}
        </For>
      </div>
      <p class="mt-9 text-sm text-ink-2">
        The rules are on the page{' '}
        <A href="/terms" class="link">
          Terms
        </A>
        .
      </p>
    </article>
  )
}
