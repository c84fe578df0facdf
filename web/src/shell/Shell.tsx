import { type RouteSectionProps, useLocation } from '@solidjs/router'
import { ErrorBoundary, Show, Suspense } from 'solid-js'
import { announcement } from '../lib/announce.ts'
import { Loading } from '../ui/Loading.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { PageFailure } from './PageFailure.tsx'
import { SandboxBanner } from './SandboxBanner.tsx'

/** The frame of every page. The workbench (an instance's Control UI) takes the full width and has no footer. */
export function Shell(props: RouteSectionProps) {
  const here = useLocation()
  const workbench = () => /^\/i\/[^/]+\/?$/.test(here.pathname)
  return (
    <div class="flex min-h-dvh flex-col">
      {/* rel="external" leaves the link to the browser, which moves the focus; the router would only scroll. */}
      <a
        href="#main"
        rel="external"
        class="btn btn-primary sr-only focus:not-sr-only focus:fixed! focus:start-4 focus:top-2 focus:z-50"
      >
        Skip to content
      </a>
      <Header wide={workbench()} />
      <SandboxBanner />
      <main
        id="main"
        tabindex="-1"
        class="flex w-full flex-1 flex-col"
        classList={{ 'mx-auto max-w-[1168px] px-4 pt-8 md:px-6 md:pt-10': !workbench() }}
      >
        <ErrorBoundary fallback={(error) => <PageFailure error={error} />}>
          <Suspense fallback={<Loading />}>{props.children}</Suspense>
        </ErrorBoundary>
      </main>
      <Show when={!workbench()}>
        <Footer />
      </Show>
      <p class="sr-only" aria-live="polite">
        {announcement()}
      </p>
    </div>
  )
}
