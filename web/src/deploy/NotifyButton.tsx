import Bell from 'lucide-solid/icons/bell'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { announce } from '../lib/announce.ts'
import type { Phase } from './phase.ts'

const supported = 'Notification' in window

/** Asks the browser only when pressed, and tells once when the setup ends while another tab is looked at. */
export function NotifyButton(props: { name: string; phase: Phase }) {
  const [wanted, setWanted] = createSignal(false)
  const [denied, setDenied] = createSignal(false)
  const ask = async () => {
    const answer = await Notification.requestPermission()
    setWanted(answer === 'granted')
    setDenied(answer === 'denied')
    announce(answer === 'granted' ? 'This browser will notify you' : 'The browser doesn’t allow notifications here')
  }
  createEffect(
    on(
      () => props.phase,
      (phase) => {
        if (!wanted() || !document.hidden) return
        if (phase === 'ready') new Notification(`${props.name} is ready`)
        if (phase === 'failed') new Notification(`${props.name}: setup didn’t finish`)
      },
      { defer: true },
    ),
  )
  const words = () => (denied() ? 'Notifications are blocked' : wanted() ? 'Will notify you' : 'Notify me')
  return (
    <Show when={supported}>
      <button type="button" class="btn btn-ghost" aria-disabled={wanted() || denied()} onClick={() => void ask()}>
        <Bell size={16} aria-hidden="true" />
        {words()}
      </button>
    </Show>
  )
}
