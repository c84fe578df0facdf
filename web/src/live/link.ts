/**
 * One live line to one deployment. The socket carries whole snapshots; below it the page polls while the line is down,
 * and the line is tried again all the while, because polling alone kept a page up to 30 s behind a server that was back.
 */

/** `polling` = the line is down and the page asks by itself; `offline` = the browser says that there is no network. */
export type LinkState = 'connecting' | 'live' | 'polling' | 'offline'

const pingMs = 25_000
const pongMs = 10_000
const healthyMs = 30_000
const backoffMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000]

export type LinkOptions = {
  url: string
  onMessage: (message: unknown) => void
  onState: (state: LinkState) => void
  /** The line broke or could not be made: the reason (signed out, gone) is only told by an ordinary request. */
  onTrouble: () => void
  /** Swapped by tests. */
  connect?: (url: string) => WebSocket
}

/** Opens the line at once and keeps it; returns how to try again now and how to end it. */
export function makeLink(options: LinkOptions): { retryNow: () => void; dispose: () => void } {
  const connect = options.connect ?? ((url: string) => new WebSocket(url))
  let socket: WebSocket | undefined
  let failures = 0
  let disposed = false
  const timers = { retry: 0, ping: 0, pong: 0, healthy: 0 }
  const stopTimers = () => {
    for (const timer of Object.values(timers)) clearTimeout(timer)
  }

  function open() {
    if (disposed) return
    stopTimers()
    const mine = connect(options.url)
    socket = mine
    // One that neither opens nor fails is as dead as one without a pong.
    timers.pong = window.setTimeout(drop, pongMs)
    mine.onmessage = ({ data }) => {
      clearTimeout(timers.pong)
      options.onState('live')
      if (data !== 'pong') options.onMessage(parse(data))
    }
    mine.onopen = () => {
      clearTimeout(timers.pong)
      options.onState('live')
      timers.healthy = window.setTimeout(() => (failures = 0), healthyMs)
      timers.ping = window.setTimeout(ping, pingMs)
    }
    mine.onclose = () => socket === mine && lost()
  }

  function ping() {
    socket?.send('ping')
    // A line that is cut without a word never closes by itself: no pong means that it is gone.
    timers.pong = window.setTimeout(drop, pongMs)
    timers.ping = window.setTimeout(ping, pingMs)
  }

  function drop() {
    const dead = socket
    socket = undefined
    dead?.close()
    lost()
  }

  function lost() {
    if (disposed) return
    stopTimers()
    const wait = backoffMs[Math.min(failures, backoffMs.length - 1)] ?? 15_000
    failures += 1
    options.onState(navigator.onLine ? (failures >= 2 ? 'polling' : 'connecting') : 'offline')
    options.onTrouble()
    timers.retry = window.setTimeout(open, wait * (0.7 + Math.random() * 0.6))
  }

  function retryNow() {
    const trying = socket?.readyState === WebSocket.OPEN || socket?.readyState === WebSocket.CONNECTING
    if (!trying) open()
  }
  const onVisible = () => document.visibilityState === 'visible' && retryNow()
  const onOffline = () => options.onState('offline')
  window.addEventListener('online', retryNow)
  window.addEventListener('offline', onOffline)
  document.addEventListener('visibilitychange', onVisible)

  open()
  return {
    retryNow,
    dispose() {
      disposed = true
      stopTimers()
      window.removeEventListener('online', retryNow)
      window.removeEventListener('offline', onOffline)
      document.removeEventListener('visibilitychange', onVisible)
      socket?.close()
    },
  }
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
