/**
 * Requests that a client sends on one connection without waiting for the answers. Node hands them all out at once: what was asked
 * after a logout would be answered as if before it. RFC 9112 §9.3.2 allows that only where all of them are safe.
 */
import type { RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * What comes behind a request that may change something waits for its answer. Nothing waits for one that only reads: a stream of
 * events would hold up the logout that ends it.
 */
export function inTurn(listener: RequestListener): RequestListener {
  const changes = new WeakMap<Socket, ServerResponse>()
  return (req, res) => {
    const change = changes.get(req.socket)
    if (req.method !== 'GET' && req.method !== 'HEAD') changes.set(req.socket, res)
    if (!change || change.writableFinished) return listener(req, res)
    // However many: Node would otherwise warn of a leak.
    change.setMaxListeners(0).once('close', () => {
      // Nothing more is done for a client that has hung up.
      if (!req.destroyed) listener(req, res)
    })
  }
}
