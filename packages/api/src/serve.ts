/**
 * The life of one server process, the same for every app: take the port, start, answer, finish what has begun, stop. What
 * goes wrong at the start is told in one line to whoever started it.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readEnv, type Settings } from './env'

export interface Running {
  handle: RequestListener
  /** Lines for whoever started it, printed below the address. */
  notes: string[]
  /** Called when the process has been told to stop, while answers that have begun are still being finished. */
  stopping?(): void
  /** Called once nothing is being answered any more. */
  close(): Promise<void>
}

export interface ServeOptions {
  /** Starts whatever answers; `server` has its port already. */
  start(settings: Settings, server: Server, port: number): Promise<Running>
  env?: NodeJS.ProcessEnv
  exit?: (code: number) => void
  print?: (line: string) => void
  printError?: (line: string) => void
}

/** How long requests that have begun may take once the process has been told to stop. */
const graceMs = 10_000

/** One Ctrl-C can arrive twice: from the terminal, and from npm, which passes on what it got. */
const sameSignalMs = 500

export async function serve(options: ServeOptions): Promise<void> {
  const { start, env, exit = process.exit, print = console.log, printError = console.error } = options
  let handle: RequestListener = (_req, res) =>
    res.writeHead(503, { 'Retry-After': '1', 'Cache-Control': 'no-store' }).end()
  const server = createServer(limits, (req, res) => {
    // A connection that only now has nothing to do would otherwise keep a stopping process waiting for its timeout.
    res.once('close', () => server.listening || setImmediate(() => server.closeIdleConnections()))
    handle(req, res)
  })
  try {
    const settings = readEnv(env)
    // The port comes first: a second start must not touch the database before it learns that the first one is running.
    const port = await listen(server, settings.port)
    const running = await start(settings, server, port)
    handle = running.handle
    stopOnSignals(server, running, exit, printError)
    for (const line of [`CampusBite is ready on http://localhost:${port}`, ...running.notes]) print(line)
  } catch (error) {
    printError(oneLine(error))
    exit(1)
  }
}

/** Milliseconds and bytes that a stranger may keep us busy with. */
const limits = { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 20_000, maxHeaderSize: 16_384 }

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(portTrouble(error, port))))
    server.listen(port, () => resolve((server.address() as AddressInfo).port))
  })
}

function portTrouble({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Set PORT to a free one, for example PORT=${port + 1}, or stop what is using it.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set PORT to one above 1023.`
  return `Port ${port} cannot be used: ${message}.`
}

function stopOnSignals(
  server: Server,
  running: Running,
  exit: (code: number) => void,
  printError: (line: string) => void,
): void {
  let askedAt: number | undefined
  const stop = async () => {
    if (askedAt !== undefined) {
      // Asked twice: whoever asks does not want to wait.
      if (performance.now() - askedAt > sameSignalMs) exit(130)
      return
    }
    askedAt = performance.now()
    try {
      running.stopping?.()
      await closed(server)
      await running.close()
      exit(0)
    } catch (error) {
      printError(oneLine(error))
      exit(1)
    }
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), graceMs).unref()
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    server.closeIdleConnections()
  })
}

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ')
