/** Who a page is rendered for, asked of the API in this same process. Never sets a cookie: that is the page gate's part. */
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

/** The signed-in user and their session, or null. Asked once for each page. */
export const viewer = cache(async () => {
  const request = await pageRequest()
  return pageRuntime().viewer(request)
})

/** For private pages. The page gate has sent everybody else away already; this holds if it ever should not. */
export async function requireViewer(path: string) {
  return (await viewer()) ?? redirect(loginPath(path))
}

/** The API's procedures, acting for whoever asked for this page. */
export const api = cache(async () => {
  const request = await pageRequest()
  return pageRuntime().caller(request)
})

type Api = Awaited<ReturnType<typeof api>>

/** What a private page needs of the API. Whose session has ended since the page gate let them in is sent where it would have sent them. */
export async function privately<T>(path: string, ask: (api: Api) => Promise<T>): Promise<T> {
  try {
    return await ask(await api())
  } catch (error) {
    if ((await pageRuntime().viewer(await pageRequest())) === null) redirect(loginPath(path))
    throw error
  }
}
