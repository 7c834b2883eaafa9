/** Stops one store call before it begins or after it is done, for as long as a test wants. */
import type { SessionStore, UserStore } from '@campusbite/auth'

/** `answered`: the rules are done with a refresh or a login, and the response has not been written yet. */
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

  /** Stops here if this is the place, the first time. */
  async pass(what: Held, side: Side): Promise<void> {
    if (this.#used || what !== this.what || side !== this.side) return
    this.#used = true
    this.#reached.give()
    await this.#released.given
  }

  /** Resolves when the operation has stopped. One that ends without stopping was never held, and its test proves nothing. */
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

/** The same store, with a stop before and after every call. */
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
