import type { JSX } from 'solid-js'
import { PageTitle } from '../ui/PageTitle.tsx'

/** The narrow column of the pages around signing in. */
export function AuthColumn(props: { title: string; lead?: JSX.Element; children: JSX.Element }) {
  return (
    <div class="mx-auto w-full max-w-[384px] md:pt-6">
      <PageTitle title={props.title}>{props.title}</PageTitle>
      {props.lead && <p class="mt-3 text-ink-2">{props.lead}</p>}
      <div class="mt-7">{props.children}</div>
    </div>
  )
}
