/** Responses that arrive at the same moment for two identities: each belongs to its own. */
import { expect, test } from 'vitest'
import { createCampusBite, memoryTokens } from '../src/index'

const person = (name: string) => ({ id: name, name, email: `${name}@campus.test`, role: 'customer' })
const ticket = (sid: string) => `header.${btoa(JSON.stringify({ sid, exp: 4e9 }))}.signature`
const tokens = (sid: string) => ({ accessToken: sid, refreshToken: sid, logoutTicket: ticket(sid), expiresIn: 3600 })

/** A server whose responses the test sends one by one. */
function handAnswered() {
  const asked = new Map<string, (answer: Response) => void>()
  const fetch = (input: string | URL | Request) =>
    new Promise<Response>((resolve) => asked.set(new URL(String(input)).pathname.split('/').at(-1) ?? '', resolve))
  const answer = (path: string, data: unknown) => asked.get(path)?.(Response.json({ result: { data } }))
  return { fetch, answer }
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await null
}

async function signedIn() {
  const { fetch, answer } = handAnswered()
  const client = createCampusBite({ url: 'https://campus.test', tokens: memoryTokens(), fetch })
  const login = client.login({ email: 'ada', password: '' })
  await turns(20)
  answer('auth.login', { user: person('ada'), ...tokens('one') })
  await login
  return { client, answer }
}

test("G16 a session's user is never taken from a response to a call of another session", async () => {
  for (let apart = 0; apart < 20; apart += 1) {
    const { client, answer } = await signedIn()

    const second = client.login({ email: 'bob', password: '' })
    const verified = client.verify()
    await turns(20)
    answer('auth.login', { user: person('bob'), ...tokens('two') })
    await turns(apart)
    answer('auth.me', { ...person('ada'), name: 'Ada' })
    await Promise.all([second, verified])
    expect(client.session).toMatchObject({ sid: 'two', user: person('bob') })
  }
})

test('G09 a response still being processed in the client at logout is dropped', async () => {
  const heard: number[] = []
  for (let apart = 0; apart < 20; apart += 1) {
    const { client, answer } = await signedIn()

    let over = false
    const call = client.api.order.list.query().then(
      () => over && heard.push(apart),
      ({ code }) => expect(code).toBe('LOGGED_OUT'),
    )
    await turns(20)
    answer('order.list', [])
    await turns(apart)
    over = true
    void client.logout()
    await call
  }
  // The call had settled before that logout, and only this test had not seen it yet.
  expect(heard.length).toBeLessThanOrEqual(1)
})
