/** G12: the process ends in the middle of its work, killed or told to. */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { type BearerLogin, callsTo, logIn, newPerson } from '../src/testing/index'
import { lastingDatabase } from './support/lasting-database'
import { startServerProcess } from './support/server-process'

/** Milliseconds: a process takes seconds to start, and many on a busy machine. */
const starts = 180_000

test(
  'G12 killed under load: no acknowledged logout is lost, and every other one works after the restart',
  async () => {
    await using database = await lastingDatabase()
    const acknowledged: BearerLogin[] = []
    const logins: BearerLogin[] = []
    {
      await using server = await startServerProcess(database.env)
      const api = callsTo(server.url)
      const person = await newPerson(api)
      for (let n = 0; n < 16; n += 1) logins.push(await logIn(api, person))
      const logouts = logins.map(async (login) => {
        const { status } = await api.post('/api/auth/logout', { refreshToken: login.refreshToken })
        if (status === 200) acknowledged.push(login)
        if (acknowledged.length === 8) await server.kill()
      })
      await Promise.allSettled(logouts)
      await server.ended
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(8)
    await using server = await startServerProcess(database.env)
    const api = callsTo(server.url)
    const use = async ({ accessToken, refreshToken }: BearerLogin) => [
      (await api.get('/api/auth/me', { Authorization: `Bearer ${accessToken}` })).status,
      (await api.post('/api/auth/refresh-token', { refreshToken })).status,
    ]
    for (const login of acknowledged) expect(await use(login)).toEqual([401, 401])
    for (const login of logins) {
      expect((await api.post('/api/auth/logout', { refreshToken: login.refreshToken })).status).toBe(200)
      expect(await use(login)).toEqual([401, 401])
    }
  },
  starts,
)

test(
  'G12 told to stop, it accepts nothing new, finishes requests in flight, and exits cleanly',
  async () => {
    await using database = await lastingDatabase()
    await using server = await startServerProcess(database.env)
    const api = callsTo(server.url)
    const { refreshToken } = await logIn(api, await newPerson(api))
    const body = JSON.stringify({ refreshToken })
    const { port } = new URL(server.url)
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length, Expect: '100-continue' }
    const begun = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/auth/logout', headers })
    begun.flushHeaders()
    await once(begun, 'continue')
    server.stop()
    while (await accepts(Number(port)));
    begun.end(body)
    const [response] = (await once(begun, 'response')) as [IncomingMessage]
    response.resume()
    expect(response.statusCode).toBe(200)
    expect(await server.ended).toMatchObject({ code: 0 })
    await using next = await startServerProcess(database.env)
    expect((await callsTo(next.url).post('/api/auth/refresh-token', { refreshToken })).status).toBe(401)
  },
  starts,
)

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
