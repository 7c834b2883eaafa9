/**
 * Pages, rendered on a thread of their own: whoever logs out waits for nobody's page, and what Next and React do to a thread
 * that they run on stays there. In development Next runs beside the API, since its reload needs the server's own connections.
 */
import { dev } from '../env'
import { type NextOptions, openNext, type PageRuntime, type Pages } from './next-app'
import { beginPagesThread } from './pages-thread'
import { passOn } from './pass-on'

/** @throws Error what Next says of a build that is not there, or not whole */
export async function openPages(
  runtime: Promise<PageRuntime>,
  { reloadOn, port }: Required<NextOptions>,
): Promise<Pages> {
  if (dev) return openNext(await runtime, { reloadOn, port })
  const thread = await beginPagesThread({ runtime, port })
  return { render: passOn(thread), close: thread.close }
}
