/** Responses that are incomplete, or not from this API: reported as such, and mistaken for nothing else. */
import { expect, inject, test } from 'vitest'
import { device, signedIn } from './support/api'
import { newPerson } from './support/people'

const shapes = [{}, { data: null }, { data: {} }, { data: { logoutTicket: 'none', expiresIn: 60 } }]
const answer = (result: unknown) => () => Response.json({ result })

test.each(shapes)('a login answered with %j logs nobody in', async (result) => {
  const { client, network, store } = device()
  network.faults.set('/auth.login', answer(result))
  const login = client.login(await newPerson(inject('api')))
  await expect(login).rejects.toMatchObject({ name: 'CampusBiteError', code: 'BAD_ANSWER' })
  expect(client.session.status).toBe('signed-out')
  expect(store.kept()).toBeNull()
})

test.each(shapes)('a refresh answered with %j does not end the session', async (result) => {
  const { client, network, store, tokens } = await signedIn()
  void store.write({ ...tokens, accessToken: 'spoiled' })
  network.faults.set('/auth.refresh', answer(result))
  await expect(client.api.auth.me.query()).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  network.faults.clear()
  await expect(client.api.auth.me.query()).resolves.toMatchObject({ role: 'customer' })
})

test('a response that is cut off counts as a network error', async () => {
  const { client, network } = device()
  const cut = () =>
    new Response(
      new ReadableStream({
        start(body) {
          body.enqueue(new TextEncoder().encode('{"result":'))
          body.error(new TypeError('terminated'))
        },
      }),
    )
  network.faults.set('/menu.list', cut)
  await expect(client.api.menu.list.query()).rejects.toMatchObject({ code: 'NETWORK' })
})
