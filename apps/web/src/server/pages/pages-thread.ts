/** The life of the pages thread: started, connected to, and replaced if it dies or gets stuck and is terminated. */
import type { Duplex } from 'node:stream'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { answerCalls } from './calls'
import type { PageRuntime } from './next-app'
import { portStream } from './port-stream'
import type { Said } from './take-connections'
import type { Given } from './thread'

export interface PagesThread {
  /** A connection to its server, for one request. @throws Error why there is no thread */
  connect(): Promise<Duplex>
  close(): Promise<void>
}

export interface ThreadOptions {
  runtime: Promise<PageRuntime>
  /** The port in Next's own URL. */
  port: number
  /** The module that it runs. */
  filename?: URL
}

/** How many checks, one per second, a thread may fail to accept a connection before it counts as stuck: in a loop, or out of memory. */
const patience = 10

interface Thread {
  /** Rejected if it ends first. */
  ready: Promise<void>
  /** Passes a connection to it, once it is ready. */
  give(port: MessagePort): void
  end(): Promise<unknown>
}

/** @throws Error why it cannot start */
export async function beginPagesThread(options: ThreadOptions): Promise<PagesThread> {
  // Whoever starts or closes the first thread learns of its end from that. Nobody would learn of a later one's, so it is logged.
  let open = false
  let thread: Thread | undefined
  // A thread that died, by an error or out of memory, takes only its pages with it: the next request gets a new one.
  const living = () => {
    if (thread) return thread
    const begun = begin(options, (why) => {
      if (thread !== begun) return
      thread = undefined
      if (open) console.error(`The thread for pages ended: ${why}`)
    })
    thread = begun
    return begun
  }
  await living().ready
  open = true
  return {
    async connect() {
      const { give, ready } = living()
      await ready
      const { port1, port2 } = new MessageChannel()
      give(port2)
      return portStream(port1)
    },
    async close() {
      open = false
      await thread?.end()
    },
  }
}

/** @param ended called as soon as the end is known, and perhaps again once nothing of the thread is left */
function begin({ runtime, port, filename }: ThreadOptions, ended: (why: string) => void): Thread {
  const { port1, port2 } = new MessageChannel()
  answerCalls(port1, runtime)
  const given: Given = { calls: port2, port }
  const worker = new Worker(filename ?? new URL('pages-thread.js', import.meta.url), {
    workerData: given,
    transferList: [port2],
  })
  let untaken = 0
  let looks = 0
  const ready = new Promise<void>((resolve, reject) => {
    const end = (why: string) => {
      clearInterval(watch)
      ended(why)
      reject(new Error(why))
    }
    // Counts checks instead of time: while the whole process was suspended, the thread had no chance.
    const watch = setInterval(() => {
      looks = untaken === 0 ? 0 : looks + 1
      if (looks < patience) return
      end(`it has taken no request for ${patience} seconds`)
      void worker.terminate()
    }, 1000).unref()
    worker.on('message', (said: Said) => {
      if (said === 'ready') return resolve()
      untaken -= 1
      looks = 0
    })
    // Anything may be thrown, not only errors.
    worker.once('error', (fault: unknown) => end(fault instanceof Error ? fault.message : String(fault)))
    worker.once('exit', (code) => end(`exit code ${code}`))
  })
  const give = (connection: MessagePort) => {
    untaken += 1
    worker.postMessage(connection, [connection])
  }
  return { ready, give, end: () => worker.terminate() }
}
