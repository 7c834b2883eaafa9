/** tRPC's own client, with each of its links: existing tRPC users need not learn another client. */
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, httpLink } from '@trpc/client'
import { expect, test } from 'vitest'
import type { AppRouter } from '../src/router'
import { logIn, newPerson } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

test.each(Object.entries({ httpLink, httpBatchLink, httpBatchStreamLink }))(
  'G12 %s reads a success next to a refusal, and a refusal alone',
  async (_, linkTo) => {
    await using api = await startTestApi()
    const person = await newPerson(api)
    const { accessToken } = await logIn(api, person)
    const linked = (headers: Record<string, string>) =>
      createTRPCClient<AppRouter>({ links: [linkTo({ url: `${api.url}/api/trpc`, headers })] })
    const signedIn = linked({ Authorization: `Bearer ${accessToken}` })
    const signedOut = linked({})
    const refused = { status: 'rejected', reason: { data: { httpStatus: 401, appCode: 'NOT_SIGNED_IN' } } }

    const [me, sessions] = await Promise.all([signedIn.auth.me.query(), signedIn.session.list.query()])
    expect([me.email, sessions.map(({ current }) => current)]).toEqual([person.email, [true]])
    expect(await Promise.allSettled([signedOut.menu.list.query(), signedOut.auth.me.query()])).toMatchObject([
      { status: 'fulfilled' },
      refused,
    ])
    expect(await Promise.allSettled([signedOut.auth.me.query()])).toMatchObject([refused])
    expect(await signedIn.auth.logout.mutate()).toEqual({ success: true, message: 'Logged out successfully.' })
    await expect(signedIn.auth.me.query()).rejects.toMatchObject({ data: { appCode: 'SESSION_ENDED' } })
  },
)

test.each(Object.entries({ httpBatchLink, httpBatchStreamLink }))(
  'G12 %s batches concurrent calls: a hundred queries are answered, and so are a hundred logouts',
  async (_, linkTo) => {
    await using api = await startTestApi()
    const { accessToken, user } = await logIn(api, await newPerson(api))
    const headers = { Authorization: `Bearer ${accessToken}` }
    const client = createTRPCClient<AppRouter>({ links: [linkTo({ url: `${api.url}/api/trpc`, headers })] })
    const hundred = <T>(call: () => Promise<T>) => Promise.all(Array.from({ length: 100 }, call))

    expect((await hundred(() => client.auth.me.query())).every(({ id }) => id === user.id)).toBe(true)
    expect((await hundred(() => client.auth.logout.mutate())).every(({ success }) => success)).toBe(true)
    await expect(client.auth.me.query()).rejects.toMatchObject({ data: { appCode: 'SESSION_ENDED' } })
  },
)
