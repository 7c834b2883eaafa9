/** The life of the thread that renders pages: begun, reached, and replaced if it ever ends. */
import type { Duplex } from 'node:stream'
import { MessageChannel, Worker } from 'node:worker_threads'
import { answerCalls } from './calls'
import type { PageRuntime } from './next-app'
import { portStream } from './port-stream'
import type { Given } from './thread'

export interface PagesThread {
  /** A connection to its server, for one request. @throws Error why there is no thread */
  connect(): Promise<Duplex>
  close(): Promise<void>
}

export interface ThreadOptions {
  runtime: Promise<PageRuntime>
  /** Of the address that Next takes for its own. */
  port: number
  /** The module that it runs. */
  filename?: URL
}

interface Thread {
  worker: Worker
  /** Rejected if it ends before. */
  ready: Promise<void>
}

/** @throws Error why it cannot begin */
export async function beginPagesThread(options: ThreadOptions): Promise<PagesThread> {
  // Who begins or closes the first one learns of its end from that. Nobody else would tell of any other.
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
      const { worker, ready } = living()
      await ready
      const { port1, port2 } = new MessageChannel()
      worker.postMessage(port2, [port2])
      return portStream(port1)
    },
    async close() {
      open = false
      await thread?.worker.terminate()
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
  const ready = new Promise<void>((resolve, reject) => {
    const end = (why: string) => {
      ended(why)
      reject(new Error(why))
    }
    worker.once('message', () => resolve())
    // Whatever was thrown, which need not be an error.
    worker.once('error', (fault: unknown) => end(fault instanceof Error ? fault.message : String(fault)))
    worker.once('exit', (code) => end(`exit code ${code}`))
  })
  return { worker, ready }
}
