/**
 * The few commands of W3C WebDriver that these tests need, over plain HTTP. A library would bring programs for three systems, to
 * find drivers that we name ourselves.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

export interface Session {
  /** @throws Error with the driver's own message */
  command<T = unknown>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>
}

export interface Driver {
  newSession(capabilities: Record<string, unknown>): Promise<Session>
  stop(): Promise<void>
}

export async function startDriver(program: string, env: Record<string, string>): Promise<Driver> {
  const port = await freePort()
  const child = spawn(program, [`--port=${port}`], { env, stdio: 'ignore' })
  process.once('exit', () => child.kill('SIGKILL'))
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child)
  return {
    async newSession(alwaysMatch) {
      const body = { capabilities: { alwaysMatch } }
      const { sessionId } = await command<{ sessionId: string }>(url, 'POST', '/session', body)
      return { command: (method, path, given) => command(url, method, `/session/${sessionId}${path}`, given) }
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

async function command<T>(url: string, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${url}${path}`, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  })
  const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } }
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The driver stopped at its start (${child.exitCode}).`)
    const ready = await command<{ ready: boolean }>(url, 'GET', '/status').catch(() => null)
    if (ready?.ready) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
