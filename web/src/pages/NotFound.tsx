import { A } from '@solidjs/router'
import { PageTitle } from '../ui/PageTitle.tsx'

export default function NotFound(props: { what?: string }) {
  return (
    <div class="max-w-[640px]">
      <PageTitle title="Not found">{props.what ?? 'There is nothing at this address'}</PageTitle>
      <p class="mt-3 text-lg text-ink-2">It may have been removed, or the address has a typo.</p>
      <A href="/" class="btn btn-primary mt-6">
        Go to your instances
      </A>
    </div>
  )
}
