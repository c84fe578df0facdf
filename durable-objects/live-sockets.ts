/**
 * The dashboards that watch one deployment. The sockets hibernate with the object, and the runtime itself answers their
 * pings, so that a page that is left open costs nothing.
 */
export function createLiveSockets(ctx: DurableObjectState) {
  ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))

  return {
    /** Accepts one socket; the first message on it is the snapshot. */
    accept(snapshot: string): Response {
      const { 0: client, 1: server } = new WebSocketPair()
      ctx.acceptWebSocket(server)
      server.send(snapshot)
      return new Response(null, { status: 101, webSocket: client })
    },

    isWatched: (): boolean => ctx.getWebSockets().length > 0,

    send(snapshot: string): void {
      for (const socket of ctx.getWebSockets()) {
        try {
          socket.send(snapshot)
        } catch {
          // The page went away between two messages; it asks anew when it is back.
          socket.close(1011, 'gone')
        }
      }
    },
  }
}
