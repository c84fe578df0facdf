import { A } from '@solidjs/router'

const link = 'inline-flex min-h-6 items-center rounded-bar hover:text-ink hover:underline underline-offset-3'

export function Footer() {
  return (
    <footer class="mt-16 text-xs text-ink-2">
      <svg
        class="block h-6 w-full text-line"
        viewBox="0 0 1440 24"
        preserveAspectRatio="none"
        fill="none"
        aria-hidden="true"
      >
        <path
          d="M0 13c120-9 240-9 360 0s240 9 360 0 240-9 360 0 240 9 360 0"
          stroke="currentColor"
          vector-effect="non-scaling-stroke"
        />
      </svg>
      <div class="mx-auto flex max-w-[1168px] flex-wrap items-center gap-x-5 gap-y-1 px-4 pt-2 pb-6 md:px-6">
        <A href="/help" class={link}>
          Help
        </A>
        <A href="/terms" class={link}>
          Terms
        </A>
        <p>Independent host. Not affiliated with OpenClaw.</p>
      </div>
    </footer>
  )
}
