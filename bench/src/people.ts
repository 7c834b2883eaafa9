/** A user, registered and logged in over the API itself. */

export interface Person {
  email: string
  password: string
  accessToken: string
}

/** The parameters of `me` in load/requests.ts: who asks, and the expected user. */
export const askingWho = ({ accessToken, email }: Person) => ({
  path: '/api/auth/me',
  token: accessToken,
  wanted: email,
})

export async function signedIn(port: number, name: string): Promise<Person> {
  const credentials = { email: `${name}-${Date.now()}@campusbite.test`, password: 'a long enough password' }
  await post(port, '/api/auth/register', { name, ...credentials })
  const { data } = await post(port, '/api/auth/login', credentials)
  return { ...credentials, ...data }
}

async function post(port: number, path: string, body: object): Promise<{ data: Pick<Person, 'accessToken'> }> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`http://localhost:${port}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as { data: Pick<Person, 'accessToken'> }
}
