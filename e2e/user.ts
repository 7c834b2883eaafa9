/** A test's own user, registered over the API, so that no test depends on another one's. */
import { randomBytes } from 'node:crypto'

export interface Person {
  /** Part of the name and the email address. Wherever it is found, this user's data is. */
  canary: string
  name: string
  email: string
  password: string
}

export async function registerPerson(url: string, firstName = 'Ada'): Promise<Person> {
  const canary = `canary${randomBytes(8).toString('hex')}`
  const person = {
    canary,
    name: `${firstName} ${canary}`,
    email: `${canary}@campusbite.test`,
    password: randomBytes(12).toString('hex'),
  }
  const { name, email, password } = person
  const answer = await post(url, '/api/auth/register', { name, email, password })
  if (answer.status !== 201) throw new Error(`Could not register: ${answer.status} ${await answer.text()}`)
  return person
}

export interface Tokens {
  accessToken: string
  refreshToken: string
  logoutTicket: string
}

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

/** The same user's phone, which keeps its tokens itself. */
export async function logInByApi(url: string, { email, password }: Person): Promise<Tokens> {
  const answer = await post(url, '/api/auth/login', { email, password }, { 'User-Agent': phone })
  if (!answer.ok) throw new Error(`Could not log in: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { data: Tokens }).data
}

export const post = (
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
