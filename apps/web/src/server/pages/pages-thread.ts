/** The life of the thread that renders pages: begun, reached, and replaced if it ever ends, or is stuck and has to be ended. */
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
  /** The port of the address that Next takes for its own. */
  port: number
  /** The module that it runs. */
  filename?: URL
}

/** Looks, one a second, at a thread that takes no connection, until it counts as stuck: in a loop, or for want of memory. */
const patience = 10

interface Thread {
  /** Rejected if it ends before. */
  ready: Promise<void>
  /** A connection, once it is ready. */
  give(port: MessagePort): void
  end(): Promise<unknown>
}

/** @throws Error why it cannot begin */
export async function beginPagesThread(options: ThreadOptions): Promise<PagesThread> {
  // Whoever begins or closes the first one learns of its end from that. Of a later one nobody would, so it is logged.
  let open = false
  let thread: Thread | undefined
  // One that ended, by a fault or for want of memory, takes its pages with it and nothing else: the next who asks has a new one.
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

/** @param ended called as soon as it is known, and perhaps again once nothing of the thread is left */
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
    // By looks, not by the clock: while the whole process was asleep, it had none.
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
    // Whatever was thrown, which need not be an error.
    worker.once('error', (fault: unknown) => end(fault instanceof Error ? fault.message : String(fault)))
    worker.once('exit', (code) => end(`exit code ${code}`))
  })
  const give = (connection: MessagePort) => {
    untaken += 1
    worker.postMessage(connection, [connection])
  }
  return { ready, give, end: () => worker.terminate() }
}
