/** Reads a request's body, within a limit. Never trusts the declared length. */
import type { IncomingMessage } from 'node:http'
import { AuthError } from '@campusbite/auth'

/** In bytes: far more than any of our inputs needs. */
const bodyLimit = 16 * 1024

/** The client disconnected before its request was complete: not a failure, and nobody is left to answer. */
export class HungUp extends Error {
  override name = 'HungUp'
}

/** @throws AuthError `BODY_TOO_LARGE`; HungUp */
export function readBody(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const tooLarge = () => {
      chunks.length = 0
      req.removeAllListeners('data')
      // Keep reading and discard: a client that is still sending would lose the response.
      req.resume()
      reject(new AuthError('BODY_TOO_LARGE', `The body is larger than ${bodyLimit} bytes.`))
    }
    if (Number(req.headers['content-length']) > bodyLimit) return tooLarge()
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > bodyLimit) tooLarge()
      else chunks.push(chunk)
    })
    req.on('end', () => {
      const [first] = chunks
      resolve((first && chunks.length === 1 ? first : Buffer.concat(chunks)).toString('utf8'))
    })
    req.on('error', (error) => reject(req.complete ? error : new HungUp('The client hung up.', { cause: error })))
  })
}

/** The body's JSON value; undefined if it is empty. @throws AuthError `BODY_NOT_JSON` */
export function parseJson(body: string): unknown {
  if (body === '') return undefined
  try {
    return JSON.parse(body)
  } catch {
    if (body.trim() === '') return undefined
    throw new AuthError('BODY_NOT_JSON', 'The body must be JSON.')
  }
}
