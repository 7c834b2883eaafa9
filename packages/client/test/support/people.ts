/** Registered users, and how the server responds to them without the client under test. */

export interface Person {
  name: string
  email: string
  password: string
}

let people = 0

/** A newly registered user. */
export async function newPerson(api: string): Promise<Person> {
  people += 1
  const id = `${process.pid}-${people}-${Date.now().toString(36)}`
  const person = { name: `Person ${id}`, email: `person-${id}@campus.test`, password: `correct horse ${id}` }
  await post(`${api}/api/auth/register`, person)
  return person
}

/** Logs in without the client, in bearer mode. */
export async function logIn(api: string, { email, password }: Person): Promise<{ accessToken: string }> {
  return (await post(`${api}/api/auth/login`, { email, password })) as { accessToken: string }
}

/** HTTP status of a call with this access token now. */
export async function statusOf(api: string, { accessToken }: { accessToken?: string | undefined }): Promise<number> {
  return (await fetch(`${api}/api/auth/me`, { headers: bearer(accessToken) })).status
}

export async function sessionsOf(
  api: string,
  { accessToken }: { accessToken?: string | undefined },
): Promise<unknown[]> {
  const response = await fetch(`${api}/api/auth/sessions`, { headers: bearer(accessToken) })
  return ((await response.json()) as { data: unknown[] }).data
}

const bearer = (accessToken: string | undefined) => ({ authorization: `Bearer ${accessToken}` })

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { data: unknown }).data
}
