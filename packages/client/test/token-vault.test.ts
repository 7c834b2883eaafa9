/** Token stores behind the fence: slow ones, hanging ones, and ones that somebody else has written to. */
import { runInNewContext } from 'node:vm'
import { expect, test, vi } from 'vitest'
import { clearing } from '../src/cleanups'
import { Generation } from '../src/generation'
import { TokenVault } from '../src/token-vault'
import { memoryTokens } from '../src/tokens/memory'
import type { SessionTokens, TokenStore } from '../src/tokens/token-store'

const tokens = (sid: string): SessionTokens => ({ sid, accessToken: 'a', refreshToken: 'r' })

/** Writes only when the test says so, and clears at once. */
function slowToWrite() {
  let kept: SessionTokens | null = null
  let finish = () => {}
  const store: TokenStore = {
    read: async () => kept,
    write: (next) =>
      new Promise((resolve) => {
        finish = () => {
          kept = next
          resolve()
        }
      }),
    clear: async () => {
      kept = null
    },
  }
  return { store, kept: () => kept, finishWriting: () => finish() }
}

test('G04 nothing is written for a turn that is over', async () => {
  const store = memoryTokens()
  const generation = new Generation()
  const turn = generation.enter()
  generation.raise()
  await expect(new TokenVault(store).write(turn, tokens('one'))).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  expect(store.read()).toBeNull()
})

test('G04 a slow write in progress at logout is cleared after it, not before', async () => {
  const { store, kept, finishWriting } = slowToWrite()
  const generation = new Generation()
  const vault = new TokenVault(store)
  const written = expect(vault.write(generation.enter(), tokens('one'))).rejects.toMatchObject({ code: 'LOGGED_OUT' })
  generation.raise()
  const cleared = vault.clear('one')
  finishWriting()
  await Promise.all([written, cleared])
  expect(kept()).toBeNull()
})

test.each([
  ['cleared', (vault: TokenVault) => vault.clear('one'), null],
  ['replaced', (vault: TokenVault) => vault.write(new Generation().enter(), tokens('two')), tokens('two')],
])(
  'G04 a read that started before the store was %s and finishes after it is discarded',
  async (_what, change, kept) => {
    const store = memoryTokens()
    const answers: (() => void)[] = []
    const read = () => {
      const found = store.read()
      return new Promise<SessionTokens | null>((resolve) => answers.push(() => resolve(found)))
    }
    const vault = new TokenVault({ ...store, read })
    await vault.write(new Generation().enter(), tokens('one'))
    const late = vault.read()
    await change(vault)
    for (const answer of answers) answer()
    await late
    expect(vault.peek()).toEqual(kept)
  },
)

test("G16 another session's tokens are left alone", async () => {
  const store = memoryTokens()
  const vault = new TokenVault(store)
  store.write(tokens('next'))
  await vault.clear('last')
  expect(store.read()).toEqual(tokens('next'))
})

test('a store that never answers is not waited for', async () => {
  const never = () => new Promise<never>(() => {})
  const vault = new TokenVault({ read: never, write: never, clear: never })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const written = vault.write(new Generation().enter(), tokens('one'))
    await vi.advanceTimersByTimeAsync(1_000)
    await written
    expect(vault.peek()).toEqual(tokens('one'))
    const read = vault.read()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await read).toEqual(tokens('one'))
    const cleared = clearing('tokens', () => vault.clear('one'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await cleared).toMatchObject({ what: 'tokens', error: { message: 'It took longer than 2000 ms.' } })
    expect(vault.peek()).toBeNull()
  } finally {
    vi.useRealTimers()
  }
})

test.each([{}, 'garbage', 7, { accessToken: 'a', refreshToken: 'r' }, { sid: '' }])(
  'a store that holds %j counts as empty',
  async (found) => {
    const vault = new TokenVault({ ...memoryTokens(), read: () => found as unknown as SessionTokens })
    expect(vault.peek()).toBeNull()
  },
)

test('tokens that a store refused are used by this page until it accepts some', async () => {
  const store = memoryTokens()
  const vault = new TokenVault({
    ...store,
    write: () => Promise.reject(new Error('locked')),
    read: async () => store.read(),
  })
  store.write(tokens('spent'))
  await vault.write(new Generation().enter(), tokens('one'))
  expect(await vault.read()).toEqual(tokens('one'))
  await vault.clear('one')
  expect(vault.peek()).toBeNull()
})

test('while a slow write is in progress, reads return what is being written', async () => {
  const { store, finishWriting } = slowToWrite()
  const vault = new TokenVault(store)
  const written = vault.write(new Generation().enter(), tokens('one'))
  expect(await vault.read()).toEqual(tokens('one'))
  finishWriting()
  await written
  expect(await vault.read()).toEqual(tokens('one'))
})

test('a promise from another realm counts as one', async () => {
  const store = memoryTokens()
  const foreign: PromiseConstructor = runInNewContext('Promise')
  const vault = new TokenVault({
    read: () => foreign.resolve(store.read()),
    write: (next) => foreign.resolve(store.write(next)),
    clear: () => foreign.resolve(store.clear()),
  })
  await vault.write(new Generation().enter(), tokens('one'))
  expect(await vault.read()).toEqual(tokens('one'))
  await vault.clear('one')
  expect(store.read()).toBeNull()
})

test('work that a thenable starts on each `then` is started once', async () => {
  const write = vi.fn()
  const lazy = Object.defineProperty({}, 'then', {
    value: (resolve: () => void) => {
      write()
      resolve()
    },
  })
  const vault = new TokenVault({ ...memoryTokens(), write: () => lazy as Promise<void> })
  await vault.write(new Generation().enter(), tokens('one'))
  expect(write).toHaveBeenCalledOnce()
})
