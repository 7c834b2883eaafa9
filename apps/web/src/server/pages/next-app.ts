/** Next itself, wherever it runs: on a thread of its own, or in development on the one that answers the API. */
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { ServerRuntime } from '@campusbite/api'
import type { Handle } from '../page-gate'

/** What pages ask of the API while they are rendered. */
export type PageRuntime = Pick<ServerRuntime, 'viewer' | 'caller' | 'report'>

export interface Pages {
  render: Handle
  close(): Promise<void>
}

export interface NextOptions {
  /** Given in development, where its reload needs the connections that ask for an upgrade. */
  reloadOn?: Server
  /** The port of the address that Next takes for its own. */
  port: number
}

/** @throws Error what Next says of a build that is not there, or not whole */
export async function openNext(runtime: PageRuntime, { reloadOn, port }: NextOptions): Promise<Pages> {
  Object.assign(globalThis, { [Symbol.for('campusbite.server')]: runtime })
  // Loaded where it runs, and nowhere else.
  const { default: next } = await import('next')
  const app = next({
    dev: reloadOn !== undefined,
    // Of the sources in development, of the bundle in dist otherwise: the folder that holds next.config.mjs.
    dir: fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../..' : '..', import.meta.url)),
    // Next listens for upgrades on the server it is given, or on that of its first request. It answers none but those of its reload.
    httpServer: reloadOn ?? createServer(),
    port,
    quiet: reloadOn === undefined,
  })
  await app.prepare()
  return { render: app.getRequestHandler(), close: () => app.close() }
}
