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

/** @throws Error why it cannot begin */
export async function beginPagesThread(options: ThreadOptions): Promise<PagesThread> {
  let thread: Promise<Worker> | undefined
  // One that ended, by a fault or for want of memory, takes its pages with it and nothing else: the next who asks has a new one.
  const living = () => {
    thread ??= begin(options, () => {
      thread = undefined
    })
    return thread
  }
  await living()
  return {
    async connect() {
      const worker = await living()
      const { port1, port2 } = new MessageChannel()
      worker.postMessage(port2, [port2])
      return portStream(port1)
    },
    async close() {
      await (await thread)?.terminate()
    },
  }
}

function begin({ runtime, port, filename }: ThreadOptions, ended: () => void): Promise<Worker> {
  const { port1, port2 } = new MessageChannel()
  answerCalls(port1, runtime)
  const given: Given = { calls: port2, port }
  const worker = new Worker(filename ?? new URL('pages-thread.js', import.meta.url), {
    workerData: given,
    transferList: [port2],
  })
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve(worker))
    worker.once('error', (error) => {
      console.error(`The thread for pages ended: ${error.message}`)
      ended()
      reject(error)
    })
    worker.once('exit', () => {
      ended()
      reject(new Error('The thread for pages ended before it was ready.'))
    })
  })
}
