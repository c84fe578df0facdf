import { createSignal } from 'solid-js'

export type Theme = 'light' | 'dark'

const system = matchMedia('(prefers-color-scheme: dark)')
const chosen = () => document.documentElement.dataset.theme
const current = (): Theme => (chosen() === 'dark' || (chosen() !== 'light' && system.matches) ? 'dark' : 'light')

const [theme, setTheme] = createSignal(current())
system.addEventListener('change', () => setTheme(current()))

export { theme }

/** Choosing what the system already says removes the choice, so that the page follows the system again. */
export function toggleTheme(): void {
  const wanted: Theme = theme() === 'dark' ? 'light' : 'dark'
  const followsSystem = wanted === (system.matches ? 'dark' : 'light')
  if (followsSystem) delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = wanted
  try {
    if (followsSystem) localStorage.removeItem('theme')
    else localStorage.setItem('theme', wanted)
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  setTheme(current())
}
