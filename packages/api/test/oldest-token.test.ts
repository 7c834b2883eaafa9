/**
 * G01 with the newest token tried first. An older one tried first would count as reuse and end the session by itself: a logout
 * that had ended nothing would look like one that had.
 */
import { expect, test } from 'vitest'
import { logIn, newPerson } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

test('G01 a logout by the oldest token of a lineage makes the newest one worthless', async () => {
  await using api = await startTestApi()
  const { refreshToken: oldest } = await logIn(api, await newPerson(api))
  const refresh = (refreshToken: string) => api.post('/api/auth/refresh-token', { refreshToken })
  const rotated = async (token: string) =>
    ((await (await refresh(token)).json()) as { data: { refreshToken: string } }).data.refreshToken
  const newest = await rotated(await rotated(oldest))
  const sessions = () => api.opened.database.prisma.session.count()
  const before = await sessions()
  expect((await api.post('/api/auth/logout', { refreshToken: oldest })).status).toBe(200)
  expect(await sessions()).toBe(before - 1)
  expect((await refresh(newest)).status).toBe(401)
})
