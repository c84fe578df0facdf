import type { JSX } from 'solid-js'

/** A card of facts: term left, value right; below each other on phones. */
export function Facts(props: { title: string; children: JSX.Element }) {
  return (
    <section class="card p-5 md:p-6">
      <h2 class="text-h3">{props.title}</h2>
      <dl class="nums mt-3 grid gap-2">{props.children}</dl>
    </section>
  )
}

export function Fact(props: { term: string; children: JSX.Element }) {
  return (
    <div class="grid gap-x-6 sm:grid-cols-[9rem_1fr]">
      <dt class="text-sm leading-6 text-ink-2">{props.term}</dt>
      <dd class="min-w-0">{props.children}</dd>
    </div>
  )
}
