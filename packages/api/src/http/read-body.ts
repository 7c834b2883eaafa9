/** Reads a request's body, within a limit. Never trusts what the request says of its length. */
import type { IncomingMessage } from 'node:http'
import { AuthError } from '@campusbite/auth'

/** Far more than any input of ours needs, in bytes. */
const bodyLimit = 16 * 1024

/** The client hung up before its request was complete: nobody's failure, and nobody is left to answer. */
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
      // Read on, into nothing: an answer on a connection that is still being written to would be lost to the client.
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

/** The JSON value of a body; undefined where it is empty. @throws AuthError `BODY_NOT_JSON` */
export function parseJson(body: string): unknown {
  if (body === '') return undefined
  try {
    return JSON.parse(body)
  } catch {
    if (body.trim() === '') return undefined
    throw new AuthError('BODY_NOT_JSON', 'The body must be JSON.')
  }
}
