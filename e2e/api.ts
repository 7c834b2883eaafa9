/** The API as a program of somebody's own would call it, with tokens and without a browser. */
import { post } from './user'

/** The status that `GET /api/auth/me` answers to this access token. */
export async function meStatus(url: string, accessToken: string): Promise<number> {
  const answer = await fetch(new URL('/api/auth/me', url), { headers: { Authorization: `Bearer ${accessToken}` } })
  return answer.status
}

export const refreshStatus = async (url: string, refreshToken: string): Promise<number> =>
  (await post(url, '/api/auth/refresh-token', { refreshToken })).status

export const authorized = (accessToken: string): Record<string, string> => ({ Authorization: `Bearer ${accessToken}` })
