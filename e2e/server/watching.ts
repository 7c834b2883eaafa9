/** The streams with which pages watch their session, as the network between browser and server sees them. */
import type { Network } from './network'

export const watch = /\/session\.watch/

export const open = (network: Network) =>
  network.sent(watch).filter(({ responseHeaders, status }) => responseHeaders['content-type'] && status === undefined)
