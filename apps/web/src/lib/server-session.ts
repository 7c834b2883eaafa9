/** The user a page is rendered for, as the API reports it. Never sets a cookie: that is up to the page gate. */
import type { PageRequest } from '@campusbite/api'
import { loginPath } from '@campusbite/auth/contract'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { pageRuntime } from './page-runtime'

async function pageRequest(): Promise<PageRequest> {
  const given = await headers()
  return { cookie: given.get('cookie') ?? undefined, host: given.get('host') ?? undefined }
}

/** The signed-in user and their session, or null. Requested once per page. */
export const viewer = cache(async () => {
  const request = await pageRequest()
  return pageRuntime().viewer(request)
})

/** For private pages. The page gate has already redirected everyone else; this is a second check. */
export async function requireViewer(path: string) {
  return (await viewer()) ?? redirect(loginPath(path))
}

/** The API's procedures, called as the page's user. */
export const api = cache(async () => {
  const request = await pageRequest()
  return pageRuntime().caller(request)
})

type Api = Awaited<ReturnType<typeof api>>

/** A private page's API calls. If the session has ended since the page gate, redirects to the login page as the gate would have. */
export async function privately<T>(path: string, ask: (api: Api) => Promise<T>): Promise<T> {
  try {
    return await ask(await api())
  } catch (error) {
    if ((await pageRuntime().viewer(await pageRequest())) === null) redirect(loginPath(path))
    throw error
  }
}
