/** Next itself: on its own thread, or in development on the thread that answers the API. */
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { ServerRuntime } from '@campusbite/api'
import type { Handle } from '../page-gate'

/** What pages need from the API while they render. */
export type PageRuntime = Pick<ServerRuntime, 'viewer' | 'caller' | 'report'>

export interface Pages {
  render: Handle
  close(): Promise<void>
}

export interface NextOptions {
  /** For development: Next's reload needs the server whose connections request upgrades. */
  reloadOn?: Server
  /** The port in Next's own URL. */
  port: number
}

/** @throws Error from Next if the build is missing or incomplete */
export async function openNext(runtime: PageRuntime, { reloadOn, port }: NextOptions): Promise<Pages> {
  Object.assign(globalThis, { [Symbol.for('campusbite.server')]: runtime })
  // Loaded only where it runs.
  const { default: next } = await import('next')
  const app = next({
    dev: reloadOn !== undefined,
    // The folder with next.config.mjs: relative to the sources in development, otherwise to the bundle in dist.
    dir: fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../..' : '..', import.meta.url)),
    // Next listens for upgrades on this server, or on that of its first request. It answers only those of its reload.
    httpServer: reloadOn ?? createServer(),
    port,
    quiet: reloadOn === undefined,
  })
  await app.prepare()
  return { render: app.getRequestHandler(), close: () => app.close() }
}
