/** The one CampusBite client of this browser tab. Every login, API call and logout goes through it. */
import { type CampusBite, cookieTokens, createCampusBite } from '@campusbite/client'
import { durable } from '@campusbite/client/durable'
import { streams } from '@campusbite/client/streams'
import { fetchAfterEarlyLogout } from '../session/early-logout'
import { askingOwnPages } from '../session/own-pages'
import { carryNotice } from '../session/tab-notice'
import { namingWhoIsHere } from '../session/unwritten-logout'

const create = () =>
  createCampusBite({
    url: typeof window === 'undefined' ? 'http://localhost' : location.origin,
    tokens: cookieTokens(),
    leaveTo: '/login',
    fetch: askingOwnPages(namingWhoIsHere(fetchAfterEarlyLogout)),
    streams,
    durable,
  })

let ofThisTab: CampusBite | undefined

/** On the server every rendering has its own, so that no identity is shared between requests. */
export function campusbite(): CampusBite {
  if (typeof window === 'undefined') return create()
  if (!ofThisTab) {
    ofThisTab = create()
    carryNotice(ofThisTab)
  }
  return ofThisTab
}
