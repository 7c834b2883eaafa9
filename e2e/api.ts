/** The API as a third-party program would call it, with tokens and without a browser. */
import { logInByApi, type Person, post } from './user'

/** The status of `GET /api/auth/me` with this access token. */
export async function meStatus(url: string, accessToken: string): Promise<number> {
  const answer = await fetch(new URL('/api/auth/me', url), { headers: { Authorization: `Bearer ${accessToken}` } })
  return answer.status
}

export const refreshStatus = async (url: string, refreshToken: string): Promise<number> =>
  (await post(url, '/api/auth/refresh-token', { refreshToken })).status

export const authorized = (accessToken: string): Record<string, string> => ({ Authorization: `Bearer ${accessToken}` })

/** The same user, on another device, ends every session but that device's own. */
export async function endElsewhere(url: string, person: Person): Promise<void> {
  const { accessToken } = await logInByApi(url, person)
  const answer = await post(url, '/api/auth/logout-others', {}, authorized(accessToken))
  if (!answer.ok) throw new Error(`Could not end the other sessions: ${answer.status} ${await answer.text()}`)
}
