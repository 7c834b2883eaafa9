/** From which address a request comes: what limits count by, and what a person's list of sessions shows. */
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

const near = new BlockList()
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  near.addSubnet(network, prefix, 'ipv4')
}
near.addAddress('::1', 'ipv6')
near.addSubnet('fc00::', 7, 'ipv6')

/**
 * The peer's, unless a proxy of ours stands in front: PUBLIC_URL is set, and the peer is on this machine or on a private
 * network. Then the last entry of `X-Forwarded-For`, which is the one that our proxy wrote; those before it are whatever the
 * client has claimed. Believed from anybody, the header would give each guess at a password an address of its own.
 */
export function clientAddress(publicUrl: string | undefined, req: Pick<IncomingMessage, 'headers' | 'socket'>) {
  const peer = req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? null
  if (publicUrl === undefined || peer === null || !near.check(peer, isIP(peer) === 6 ? 'ipv6' : 'ipv4')) return peer
  const forwarded = req.headers['x-forwarded-for']
  const last = [forwarded].flat().join(',').split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 ? peer : last
}
