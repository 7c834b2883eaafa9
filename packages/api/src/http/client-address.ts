/** The client's IP address, which limits are counted by and the list of sessions shows. */
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
 * The peer's, unless our own proxy is in front: PUBLIC_URL is set, and the peer is on this machine or on a private network. Then
 * it is the last entry of `X-Forwarded-For`, the one our proxy wrote; the client may have forged the earlier ones. If the header
 * were trusted from anyone, each password guess could claim a different address.
 */
export function clientAddress(publicUrl: string | undefined, req: Pick<IncomingMessage, 'headers' | 'socket'>) {
  const peer = req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? null
  if (publicUrl === undefined || peer === null || !near.check(peer, isIP(peer) === 6 ? 'ipv6' : 'ipv4')) return peer
  const forwarded = req.headers['x-forwarded-for']
  const last = [forwarded].flat().join(',').split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 ? peer : last
}
