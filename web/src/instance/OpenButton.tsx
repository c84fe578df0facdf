import ExternalLink from 'lucide-solid/icons/external-link'
import { createSignal } from 'solid-js'
import { launchDeployment } from '../api.ts'
import { announce } from '../lib/announce.ts'
import { wordsFor } from '../words/problems.ts'

/** Opens the instance in a tab of its own with a fresh one-time address. */
export function OpenButton(props: { id: string; primary?: boolean }) {
  const [opening, setOpening] = createSignal(false)
  const [failure, setFailure] = createSignal('')
  const open = async () => {
    if (opening()) return
    setOpening(true)
    setFailure('')
    // The tab opens with the click itself: after waiting for an answer, browsers take it for a pop-up and block it.
    const tab = window.open('', '_blank')
    if (tab) tab.opener = null
    try {
      const url = await launchDeployment(props.id)
      if (tab) tab.location.replace(url)
      else setFailure('The browser blocked the new tab.')
    } catch (error) {
      tab?.close()
      setFailure(wordsFor(error))
      announce(wordsFor(error))
    } finally {
      setOpening(false)
    }
  }
  return (
    <>
      <button
        type="button"
        class="btn"
        classList={{ 'btn-primary btn-main': props.primary, 'btn-quiet': !props.primary }}
        aria-disabled={opening()}
        onClick={() => void open()}
      >
        Open in new tab
        <ExternalLink size={16} aria-hidden="true" />
      </button>
      {failure() && <p class="basis-full text-sm text-bad">{failure()}</p>}
    </>
  )
}
