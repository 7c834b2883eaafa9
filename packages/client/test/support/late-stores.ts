/** Token stores that answer late, or only when asked again. */
import { vi } from 'vitest'
import { memoryTokens } from '../../src/index'
import type { SessionTokens, TokenStore } from '../../src/tokens/token-store'

/** Holds these tokens, and answers when the test lets it, as if it asked the user for a fingerprint. */
export function askingStore(tokens: SessionTokens | null) {
  const store = memoryTokens()
  if (tokens) store.write(tokens)
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const read = vi.fn(async () => {
    const found = store.read()
    if (found === tokens) await answered
    return found
  })
  return { tokens: { ...store, read } satisfies TokenStore, kept: store.read, read, answer: () => answer() }
}

/** Holds these tokens, and refuses until it is unlocked. */
export function lockedStore(tokens: SessionTokens, refuse: () => never | Promise<never>) {
  const store = memoryTokens()
  store.write(tokens)
  let locked = true
  const unlock = () => {
    locked = false
  }
  const read = () => (locked ? refuse() : store.read())
  return { tokens: { ...store, read } satisfies TokenStore, kept: store.read, unlock }
}

export const refusals: [string, () => never | Promise<never>][] = [
  [
    'throws',
    () => {
      throw new Error('locked')
    },
  ],
  ['rejects', () => Promise.reject(new Error('locked'))],
]
