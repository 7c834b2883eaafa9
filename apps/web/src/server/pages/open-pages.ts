/**
 * Renders pages on a separate thread: a logout never waits for a page, and what Next and React do to their thread stays there.
 * In development Next runs next to the API, since its reload needs the server's own connections.
 */
import { dev } from '../env'
import { type NextOptions, openNext, type PageRuntime, type Pages } from './next-app'
import { beginPagesThread } from './pages-thread'
import { passOn } from './pass-on'

/** @throws Error from Next if the build is missing or incomplete */
export async function openPages(
  runtime: Promise<PageRuntime>,
  { reloadOn, port }: Required<NextOptions>,
): Promise<Pages> {
  if (dev) return openNext(await runtime, { reloadOn, port })
  const thread = await beginPagesThread({ runtime, port })
  return { render: passOn(thread), close: thread.close }
}
