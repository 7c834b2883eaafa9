/**
 * Decides who may see which page, before Next is called and before any private byte exists. Knows paths and sessions, but no
 * sockets.
 */
import type { Admission, PageRequest, ServerRuntime } from '@campusbite/api'
import { loginPath, safeNext } from '@campusbite/auth/contract'

export interface PageVisit extends PageRequest {
  method: string
  /** Path and query, as in the request line. */
  url: string
  /** Requested by Next's router, to be inserted into the current page. */
  soft: boolean
  /** Prefetched by the browser; nobody sees it yet. */
  prefetch: boolean
}

export type Passage =
  | { to: string; setCookies: string[] }
  /** Refused, because it is a prefetch. */
  | { ahead: true; setCookies: string[] }
  /** `asDocument`: always answered with a full page, however it was requested. */
  | { show: { cookie: string | undefined; asDocument: boolean }; setCookies: string[] }
  | 'unavailable'

export async function passage(visit: PageVisit, runtime: Pick<ServerRuntime, 'admit'>): Promise<Passage> {
  const path = plainPath(visit.url)
  const admission = await admitted(visit, path, runtime)
  if (!admission) return isDoor(path) ? showSignedOut : 'unavailable'
  const { session, cookie, setCookies, another } = admission
  // A browser shows a prefetched page without asking again: a private one would outlive its session.
  if (session && visit.prefetch) return { ahead: true, setCookies }
  if (!session && isPrivate(path)) return { to: loginPath(withoutRouterQuery(visit.url)), setCookies }
  if (session && isDoor(path)) return { to: another ? '/' : safeNext(queryOf(visit.url).get('next')), setCookies }
  // A signed-in page may have requested it. If it got a fragment to insert, it would stay, and Back would show the private page.
  return { show: { cookie, asDocument: !session }, setCookies }
}

/** Null if it is unknown whether the session is alive. */
async function admitted(
  visit: PageVisit,
  path: string,
  runtime: Pick<ServerRuntime, 'admit'>,
): Promise<Admission | null> {
  const atLogin = path === '/login' && visit.method === 'GET' && !visit.soft && !visit.prefetch
  try {
    return await runtime.admit({ cookie: visit.cookie, host: visit.host }, { atLogin })
  } catch {
    return null
  }
}

/** The login page needs no database, and must not depend on its answer. */
const showSignedOut: Passage = { show: { cookie: undefined, asDocument: true }, setCookies: [] }

const isPrivate = (path: string): boolean => /^\/(cart|orders|account)(?![^/.])/.test(path)
const isDoor = (path: string): boolean => path === '/login' || path === '/register'

/** As Next's routes see it: decoded, with slashes folded, and `/cart.rsc` as part of `/cart`. */
function plainPath(url: string): string {
  const [path = '/'] = url.split(/[?#]/, 1)
  return decoded(path)
    .toLowerCase()
    .replaceAll(/[/\\]+/g, '/')
    .replace(/(?<=.)\/$/, '')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const queryOf = (url: string): URLSearchParams => new URLSearchParams(url.split('?').slice(1).join('?'))

/** `_rsc` is the router's own parameter, and would otherwise end up in the page after the login. */
function withoutRouterQuery(url: string): string {
  const [path = '/'] = url.split('?', 1)
  const query = queryOf(url)
  query.delete('_rsc')
  return query.size > 0 ? `${path}?${query}` : path
}
