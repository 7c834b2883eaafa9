/**
 * Requests that somebody sends on one connection without waiting for the answers. Node hands them out all at once: what was asked
 * behind a logout would be answered as before it. RFC 9112 §9.3.2 allows that only where all of them are safe.
 */
import type { RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * What comes behind a request that may change something waits for its answer. Nothing waits for a mere reading: a stream of events
 * would keep the logout that ends it waiting.
 */
export function inTurn(listener: RequestListener): RequestListener {
  const changes = new WeakMap<Socket, ServerResponse>()
  return (req, res) => {
    const change = changes.get(req.socket)
    if (req.method !== 'GET' && req.method !== 'HEAD') changes.set(req.socket, res)
    if (!change || change.writableFinished) return listener(req, res)
    // However many: Node would otherwise warn of a leak.
    change.setMaxListeners(0).once('close', () => {
      // Whoever has hung up is not listened to any further.
      if (!req.destroyed) listener(req, res)
    })
  }
}
