/**
 * Where a request comes from (CSRF defence by Origin and Fetch Metadata). Browsers send `Origin` with every request that
 * can change something; who sends neither header is no browser, and holds no cookies that it was not given.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { takesSecure } from '@campusbite/auth/contract'
import type { RequestOrigin } from '../context'

export interface Site {
  /** The origin that cookies and origin checks use; undefined: whatever host the request was sent to, over http. */
  publicUrl: string | undefined
  allowedOrigins: readonly string[]
}

export interface Place {
  /** Our own origin, as this request sees it. */
  ownOrigin: string
  /** Whether browsers take `Secure` cookies here. */
  secure: boolean
}

/** Parsing a URL takes longer than everything else here, and hosts are few. Where somebody invents them, the cache starts over. */
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
  return { ownOrigin, secure: takesSecure(new URL(ownOrigin)) }
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
