import { createSignal } from 'solid-js'

const [announcement, setAnnouncement] = createSignal('')

/** What the page's one polite live region says; only changes of state are told, never each second. */
export { announcement, setAnnouncement as announce }
