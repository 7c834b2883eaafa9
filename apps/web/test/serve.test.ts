import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@campusbite/api'
import { describe, expect, test } from 'vitest'

const running = { handle: () => {}, notes: [], close: async () => {} }

/** What a start with these settings prints, and its exit code. */
async function started(env: Record<string, string>, start = async () => running) {
  const printed: string[] = []
  const codes: number[] = []
  const note = (line: string) => void printed.push(line)
  await serve({
    env: { NODE_ENV: 'test', ...env },
    start,
    print: note,
    printError: note,
    exit: (code) => void codes.push(code),
  })
  return { printed, codes }
}

describe('a startup error is one line, with exit code 1', () => {
  test('a port that is in use', async () => {
    await using other = await taken()
    const { printed, codes } = await started({ PORT: String(other.port) })
    expect(printed).toEqual([
      `Port ${other.port} is in use. Set PORT to a free one, for example PORT=${other.port + 1}, or stop what is using it.`,
    ])
    expect(codes).toEqual([1])
  })

  test('a wrong setting', async () => {
    expect(await started({ PORT: 'abc' })).toEqual({
      printed: ['PORT must be a number from 0 to 65535, not "abc".'],
      codes: [1],
    })
  })

  test('any other error, without its stack', async () => {
    const start = async () => {
      throw new Error('The database\n  is gone.')
    }
    expect(await started({ PORT: '0' }, start)).toEqual({ printed: ['The database is gone.'], codes: [1] })
  })
})

test('an absolute URL as request target is served like its path', async () => {
  const server = await slowServer()
  const post = server.post('http://localhost/whole')
  await server.prints('began /whole\n')
  expect(await post.finish()).toBe('finished')
  server.signal('SIGTERM')
  expect(await server.exit).toBe(0)
})

describe('a signal', () => {
  test('lets requests in flight finish, closes everything, and exits with 0', async () => {
    const server = await slowServer()
    const post = server.post('/first')
    await server.prints('began /first')
    server.signal('SIGTERM')
    // Ctrl-C under npm: the terminal and npm both send it.
    server.signal('SIGINT')
    await server.refuses()
    expect(await post.finish()).toBe('finished')
    expect(await server.exit).toBe(0)
    expect(server.output()).toMatch(/closed\n$/)
  })

  test('finishes a request that arrived before the signal but was read after it', async () => {
    const server = await slowServer('busy')
    expect(await server.post('/late').finish()).toBe('finished')
    expect(await server.exit).toBe(0)
  })

  test('ends the process at once when sent a second time', async () => {
    const server = await slowServer()
    const post = server.post('/stuck')
    await server.prints('began /stuck')
    server.signal('SIGINT')
    await server.refuses()
    const again = setInterval(() => server.signal('SIGINT'), 100)
    expect(await server.exit).toBe(130)
    clearInterval(again)
    await expect(post.finish()).rejects.toThrow()
  })
})

describe('a stop does not wait for', () => {
  test('an upgraded connection, which Node no longer counts as its own', async () => {
    const server = await slowServer('upgraded')
    const upgraded = await server.upgrade()
    server.signal('SIGTERM')
    await upgraded.closed
    expect(await server.exit).toBe(0)
    expect(server.output()).toMatch(/closed\n$/)
  })

  test('a connection that never carried a request, which browsers open in advance', async () => {
    const server = await slowServer('waits-for-requests')
    const socket = connect(server.port)
    await once(socket, 'connect')
    server.signal('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  test('a database that cannot be closed, and says so', async () => {
    const server = await slowServer('cannot-close')
    server.signal('SIGTERM')
    expect(await server.exit).toBe(1)
    expect(server.output()).toMatch(/closing\nStopped, but not everything could be closed within 1 seconds\.\n$/)
  })
})

async function taken() {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const close = async () => void server.close()
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: close }
}

type Kind = 'patient' | 'busy' | 'upgraded' | 'cannot-close' | 'waits-for-requests'

async function slowServer(kind: Kind = 'patient') {
  const script = fileURLToPath(new URL('./fixtures/slow-server.ts', import.meta.url))
  const env = { NODE_ENV: 'test' as const, PATH: process.env.PATH, PORT: '0' }
  const child = spawn(process.execPath, ['--import', 'tsx', script, kind], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const prints = async (text: string) => {
    while (!output.includes(text)) await once(child.stdout, 'data')
  }
  await prints('A note.')
  const port = Number(/^CampusBite is ready on http:\/\/localhost:(\d+)$/m.exec(output)?.[1])
  return {
    port,
    prints,
    output: () => output,
    signal: (name: NodeJS.Signals) => void child.kill(name),
    exit: once(child, 'close').then(([code]: unknown[]) => code),
    async upgrade() {
      const asking = request({ port, headers: { Connection: 'Upgrade', Upgrade: 'anything' } }).end()
      const [, socket] = await once(asking, 'upgrade')
      return { closed: once(socket, 'close') }
    },
    /** Resolves when it accepts no new connections. */
    async refuses() {
      while (await accepts(port));
    },
    post(path: string) {
      const post = request({ port, path, method: 'POST' })
      const answered = once(post, 'response').then(async ([response]) =>
        Buffer.concat(await response.toArray()).toString(),
      )
      answered.catch(() => {})
      post.flushHeaders()
      const finish = () => {
        post.end()
        return answered
      }
      return { finish }
    },
  }
}

const accepts = (port: number): Promise<boolean> =>
  fetch(`http://localhost:${port}/probe`).then(
    () => true,
    () => false,
  )
