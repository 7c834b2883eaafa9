/**
 * The life of a server process, the same for every app: bind the port, start, answer, finish requests in flight, stop. Startup
 * errors are reported in one line to whoever started it.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { readEnv, type Settings } from './env'
import { inTurn } from './http/in-turn'
import { inOriginForm } from './http/origin-form'
import { refuseUnread, refuseWhileStarting, requireOneHost } from './http/refuse-unread'
import { portTrouble } from './port-trouble'

export interface Running {
  handle: RequestListener
  /** Lines printed below the address. */
  notes: string[]
  /** Called when the process has been told to stop, while requests in flight are being finished. */
  stopping?(): void
  /** Called once no request is being answered any more. */
  close(): Promise<void>
}

export interface ServeOptions {
  /** Starts the app; `server` is already bound to its port. */
  start(settings: Settings, server: Server, port: number): Promise<Running>
  env?: NodeJS.ProcessEnv
  exit?: (code: number) => void
  print?: (line: string) => void
  printError?: (line: string) => void
  /** How long a stopping process waits. */
  patience?: Patience
}

interface Patience {
  /** Milliseconds for requests in flight. Default: 10000. */
  requestsMs: number
  /** Milliseconds in total, including closing the database. Default: 13000, below the `stop_grace_period` of compose.yaml. */
  allMs: number
}

const usualPatience: Patience = { requestsMs: 10_000, allMs: 13_000 }

/** One Ctrl-C can arrive twice: from the terminal, and from npm, which forwards it. */
const sameSignalMs = 500

/** Resolves once the address is printed. A startup error is printed instead, and the process exits with 1. */
export async function serve(options: ServeOptions): Promise<void> {
  const { start, env, exit = process.exit, print = console.log, printError = console.error } = options
  const { patience = usualPatience } = options
  let handle = refuseWhileStarting
  const server = createServer(limits, requireOneHost(inTurn((req, res) => handle(inOriginForm(req), res))))
  refuseUnread(server)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  try {
    const settings = readEnv(env)
    // The port comes first: a second start must not touch the database before it learns that the first one is running.
    const port = await listen(server, settings.port)
    const running = await start(settings, server, port)
    handle = running.handle
    stopOnSignals({ server, sockets, running, patience, exit, printError })
    for (const line of [`CampusBite is ready on http://localhost:${port}`, ...running.notes]) print(line)
  } catch (error) {
    printError(oneLine(error))
    exit(1)
  }
}

/** Milliseconds and bytes that a client may keep us busy with. */
const limits = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 20_000,
  maxHeaderSize: 16_384,
  requireHostHeader: false,
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(portTrouble('PORT', port, error))))
    server.listen(port, () => resolve((server.address() as AddressInfo).port))
  })
}

interface Stopping {
  server: Server
  /** Every open socket, including upgraded ones. */
  sockets: ReadonlySet<Socket>
  running: Running
  patience: Patience
  exit: (code: number) => void
  printError: (line: string) => void
}

function stopOnSignals({ server, sockets, running, patience, exit, printError }: Stopping): void {
  let askedAt: number | undefined
  const stop = async () => {
    if (askedAt !== undefined) {
      // A second signal means: do not wait.
      if (performance.now() - askedAt > sameSignalMs) exit(130)
      return
    }
    askedAt = performance.now()
    // An unresponsive database is not awaited until somebody loses patience and kills the process without an explanation.
    setTimeout(() => {
      printError(`Stopped, but not everything could be closed within ${patience.allMs / 1000} seconds.`)
      exit(1)
    }, patience.allMs)
    try {
      running.stopping?.()
      await closed(server, sockets, patience.requestsMs)
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

/** The server's own `closeAllConnections` does not know upgraded connections, and would wait for them forever. */
function closed(server: Server, sockets: ReadonlySet<Socket>, requestsMs: number): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, requestsMs).unref()
    // A connection that only now becomes idle would otherwise keep a stopping process waiting for its timeout. Node counts one
    // that has never carried a request as busy: browsers keep such connections ready. It must be seen twice, since a request may
    // have arrived on it and not have been read yet.
    let silent: Socket[] = []
    const idle = setInterval(() => {
      server.closeIdleConnections()
      for (const socket of silent) if (socket.bytesRead === 0) socket.destroy()
      silent = [...sockets].filter(({ bytesRead }) => bytesRead === 0)
    }, 20)
    server.close(() => {
      clearTimeout(impatience)
      clearInterval(idle)
      resolve()
    })
  })
}

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ')
