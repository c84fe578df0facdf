import { A } from '@solidjs/router'
import Moon from 'lucide-solid/icons/moon'
import Sun from 'lucide-solid/icons/sun'
import { For, Show } from 'solid-js'
import { theme, toggleTheme } from '../lib/theme.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Mark } from './Mark.tsx'
import { useSite, useUser } from './session.ts'

/** The pages of a signed-in person, in the order of the header; a new section is a line here. */
const sections = [{ href: '/', label: 'Instances', end: true }]

const navLink =
  'inline-flex min-h-10 items-center rounded-control px-3 text-sm font-medium text-ink-2 hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:text-ink'

export function Header(props: { wide: boolean }) {
  const site = useSite()
  const user = useUser()
  return (
    <header class="border-b border-line bg-surface">
      <div class="mx-auto flex h-14 items-center gap-1 px-4 md:px-6" classList={{ 'max-w-[1168px]': !props.wide }}>
        <A
          href="/"
          class="me-3 inline-flex min-h-10 items-center gap-2 rounded-control pe-2"
          aria-label={`${site().name}, home`}
        >
          <Mark />
          <span class="hidden font-display text-h3 font-semibold sm:inline">{site().name}</span>
        </A>
        <Show when={user()}>
          <nav aria-label="Main">
            <ul class="flex gap-1">
              <For each={sections}>
                {(section) => (
                  <li>
                    <A href={section.href} end={section.end} class={navLink}>
                      {section.label}
                    </A>
                  </li>
                )}
              </For>
            </ul>
          </nav>
        </Show>
        <div class="ms-auto flex items-center gap-1">
          <button
            type="button"
            class="grid size-10 place-items-center rounded-control text-ink-2 hover:bg-sunken hover:text-ink"
            aria-label={theme() === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
            onClick={toggleTheme}
          >
            <Show when={theme() === 'dark'} fallback={<Moon size={18} />}>
              <Sun size={18} />
            </Show>
          </button>
          <Show when={user()}>{(known) => <AccountMenu email={known().email} wide={props.wide} />}</Show>
          <Show when={user() === null}>
            <A href="/sign-in" class={navLink}>
              Sign in
            </A>
          </Show>
        </div>
      </div>
    </header>
  )
}
