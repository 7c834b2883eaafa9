/**
 * Where a request comes from (CSRF defense by Origin and Fetch Metadata). Browsers send `Origin` with every request that can
 * change something; a client that sends neither header is not a browser, and holds only cookies that it was given.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { takesSecure } from '@campusbite/auth/contract'
import type { RequestOrigin } from '../context'

export interface Site {
  /** The origin for cookies and origin checks; undefined: the host of the request, over http. */
  publicUrl: string | undefined
  allowedOrigins: readonly string[]
}

export interface Place {
  /** Our own origin, as this request sees it. */
  ownOrigin: string
  /** Whether browsers accept `Secure` cookies here. */
  secure: boolean
  https: boolean
}

/** `Strict-Transport-Security` on every response over https (ASVS 3.4.1): a browser that has been here returns by https only. */
export const strictTransport = 'max-age=31536000'

/** Parsing a URL takes longer than everything else here, and hosts are few. If a client makes hosts up, the cache starts over. */
const places = new Map<string, Place>()
const mostPlaces = 100

export function placeOf(site: Site, host: string | undefined): Place {
  const key = site.publicUrl ?? `of ${host}`
  const known = places.get(key)
  if (known) return known
  if (places.size >= mostPlaces) places.clear()
  const place = placeAt(site, host)
  places.set(key, place)
  return place
}

function placeAt(site: Site, host: string | undefined): Place {
  const ownOrigin = site.publicUrl ?? originOf(`http://${host ?? 'localhost'}`) ?? 'http://localhost'
  return { ownOrigin, secure: takesSecure(new URL(ownOrigin)), https: ownOrigin.startsWith('https:') }
}

export function originOfRequest(site: Site, place: Place, headers: IncomingHttpHeaders): RequestOrigin {
  const { origin } = headers
  if (origin === undefined) {
    const fetchSite = headers['sec-fetch-site']
    return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none' ? 'own' : 'foreign'
  }
  if (origin === place.ownOrigin) return 'own'
  return site.allowedOrigins.includes(origin) ? 'allowed' : 'foreign'
}

function originOf(url: string): string | undefined {
  try {
    return new URL(url).origin
  } catch {
    return undefined
  }
}
