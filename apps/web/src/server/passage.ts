/**
 * Who may see which page: decided before Next is asked, and before any private byte exists. Knows paths and sessions,
 * nothing of sockets.
 */
import type { Admission, PageRequest, ServerRuntime } from '@campusbite/api'
import { loginPath, safeNext } from '@campusbite/auth/contract'

export interface PageVisit extends PageRequest {
  method: string
  /** Path and query, as the request line has them. */
  url: string
  /** Asked for by Next's router, to be put into the page that is there. */
  soft: boolean
  /** Fetched ahead by the browser; nobody reads it yet. */
  prefetch: boolean
}

export type Passage =
  | { to: string; setCookies: string[] }
  /** Nobody has asked for it yet. */
  | { ahead: true; setCookies: string[] }
  /** `asDocument`: however it was asked for, it is answered with a whole page. */
  | { show: { cookie: string | undefined; asDocument: boolean }; setCookies: string[] }
  | 'unavailable'

export async function passage(visit: PageVisit, runtime: Pick<ServerRuntime, 'admit'>): Promise<Passage> {
  const path = plainPath(visit.url)
  const admission = await admitted(visit, path, runtime)
  if (!admission) return isDoor(path) ? showSignedOut : 'unavailable'
  const { session, cookie, setCookies, another } = admission
  // A browser shows what it has made ahead without asking again: a page about somebody would outlive their session.
  if (session && visit.prefetch) return { ahead: true, setCookies }
  if (!session && isPrivate(path)) return { to: loginPath(withoutRouterQuery(visit.url)), setCookies }
  if (session && isDoor(path)) return { to: another ? '/' : safeNext(queryOf(visit.url).get('next')), setCookies }
  // A signed-in page may be what asks. Given a page to put into itself it would stay, and Back would show the private one.
  return { show: { cookie, asDocument: !session }, setCookies }
}

/** Null where nobody can tell whether the session is alive. */
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

/** The login page needs no database, and must not depend on what it said. */
const showSignedOut: Passage = { show: { cookie: undefined, asDocument: true }, setCookies: [] }

const isPrivate = (path: string): boolean => /^\/(cart|orders|account)(?![^/.])/.test(path)
const isDoor = (path: string): boolean => path === '/login' || path === '/register'

/** As Next's routes see it, which decode, fold slashes, and take `/cart.rsc` for a part of `/cart`. */
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

/** `_rsc` is the router's own, and would be carried along to the page after the login. */
function withoutRouterQuery(url: string): string {
  const [path = '/'] = url.split('?', 1)
  const query = queryOf(url)
  query.delete('_rsc')
  return query.size > 0 ? `${path}?${query}` : path
}
