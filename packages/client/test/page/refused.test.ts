// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** A browser that throws on access because the user has blocked storage, where other browsers lack the feature. */
import { afterEach, expect, test, vi } from 'vitest'
import { durable } from '../../src/durable/index'
import { cookieTokens, localStorageTokens } from '../../src/index'
import { signedInTab } from '../support/page'

afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(globalThis, 'indexedDB')
})

function refuse(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

const refusals = [
  ['BroadcastChannel', () => vi.stubGlobal('BroadcastChannel', refuse)],
  ['IndexedDB', () => Object.defineProperty(globalThis, 'indexedDB', { get: refuse, configurable: true })],
] as const

test.each(refusals)('G11 logging in and out works without %s', async (_name, stub) => {
  stub()
  for (const tokens of [cookieTokens(), localStorageTokens()]) {
    const { client, network } = await signedInTab({ tokens, durable })
    await expect(client.api.session.list.query()).resolves.toHaveLength(1)
    network.offline()
    await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
    network.offline(false)
    await client.delivered()
  }
})
