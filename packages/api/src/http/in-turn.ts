/**
 * Serializes pipelined requests, which a client sends on one connection without waiting for the responses. Node dispatches them
 * all at once, so a request sent after a logout would be answered as if before it. RFC 9112 §9.3.2 allows that only if all of
 * them are safe.
 */
import type { RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * A request behind one that may change something waits for its response. Nothing waits for a request that only reads: an event
 * stream would delay the logout that ends it.
 */
export function inTurn(listener: RequestListener): RequestListener {
  const changes = new WeakMap<Socket, ServerResponse>()
  return (req, res) => {
    const change = changes.get(req.socket)
    if (req.method !== 'GET' && req.method !== 'HEAD') changes.set(req.socket, res)
    if (!change || change.writableFinished) return listener(req, res)
    // Any number of requests may wait: Node would otherwise warn of a leak.
    change.setMaxListeners(0).once('close', () => {
      // Do nothing more for a client that has disconnected.
      if (!req.destroyed) listener(req, res)
    })
  }
}
