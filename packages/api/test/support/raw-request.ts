/** Requests that no decent client would send: any method, path and header that fits on the wire. */
import { type IncomingHttpHeaders, request } from 'node:http'

export interface RawRequest {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | undefined
}

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** Milliseconds after which it counts as hanging. */
const patience = 30_000

export function sendRaw(url: string, { method, path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  const { port } = new URL(url)
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const options = { host: '127.0.0.1', port, method, path, headers: { ...headers, ...length }, timeout: patience }
  return new Promise((resolve, reject) => {
    const req = request(options, (res) => {
      let text = ''
      res.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      res.on('error', reject)
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text }))
    })
    req.on('timeout', () => req.destroy(new Error(`${method} ${path} hangs.`)))
    req.on('error', reject)
    req.end(body)
  })
}
