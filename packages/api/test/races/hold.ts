/** Stops one call of a store before it begins or after it is done, for as long as a test wants. */
import type { SessionStore, UserStore } from '@campusbite/auth'

/** `answered`: the rules are done with a refresh or a login, and the answer is still to be written. */
export type Held = keyof SessionStore | keyof UserStore | 'answered'
export type Side = 'before' | 'after'

export class Hold {
  readonly #reached = signal()
  readonly #released = signal()
  #used = false

  constructor(
    readonly what: Held,
    readonly side: Side,
  ) {}

  /** Stops here if this is the place, the first time that somebody comes by. */
  async pass(what: Held, side: Side): Promise<void> {
    if (this.#used || what !== this.what || side !== this.side) return
    this.#used = true
    this.#reached.give()
    await this.#released.given
  }

  /** Resolves when the operation stands still. One that ends without coming by was never held, and its test proves nothing. */
  async reachedBy(operation: Promise<unknown>): Promise<void> {
    const passedBy = operation.then(() => {
      if (!this.#used) throw new Error(`It never came to where it was to be held: ${this.side} ${this.what}.`)
    })
    await Promise.race([this.#reached.given, passedBy])
  }

  release(): void {
    this.#released.give()
  }
}

function signal() {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { give, given }
}

export type Pass = (what: Held, side: Side) => Promise<void>

/** The same store, whose every call comes by twice. */
export function passing<Store extends object>(store: Store, pass: Pass): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return async (...given: unknown[]) => {
        await pass(name as Held, 'before')
        const result: unknown = await Reflect.apply(method, target, given)
        await pass(name as Held, 'after')
        return result
      }
    },
  })
}
