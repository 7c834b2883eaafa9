/** The network, controlled by a test: it records requests, and holds, fails or loses what it is told to. */

export interface Sent {
  path: string
  body: unknown
  authorization: string | null
  credentials: RequestCredentials | undefined
  keepalive: boolean
}

export interface Held {
  /** The server has answered, and the client does not know yet. */
  answered: Promise<void>
  release(): void
}

type Fault = 'offline' | 'silent' | number | (() => Response)

export class Network {
  readonly sent: Sent[] = []
  /** What happens to requests whose path contains this; everything else reaches the server. */
  readonly faults = new Map<string, Fault>()
  readonly #holds: { path: string; arrive: () => void; released: Promise<void> }[] = []

  /** @param deafToAborts like a custom fetch that ignores its signal */
  constructor(
    private readonly server: typeof fetch = fetch,
    private readonly deafToAborts = false,
  ) {}

  offline(yes = true): void {
    if (yes) this.faults.set('/', 'offline')
    else this.faults.delete('/')
  }

  /** Holds the response to the next request for this path. */
  hold(path: string): Held {
    let arrive = () => {}
    let release = () => {}
    const answered = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    this.#holds.push({ path, arrive, released })
    return { answered, release }
  }

  to(path: string): Sent[] {
    return this.sent.filter((sent) => sent.path.includes(path))
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const path = new URL(String(input)).pathname
    this.sent.push({
      path,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      authorization: new Headers(init?.headers).get('authorization'),
      credentials: init?.credentials,
      keepalive: init?.keepalive === true,
    })
    const fault = [...this.faults].find(([part]) => path.includes(part))?.[1]
    if (fault === 'offline') throw new TypeError('fetch failed')
    if (fault === 'silent') return aborted(init?.signal)
    if (typeof fault === 'function') return fault()
    if (fault !== undefined) return Response.json({ success: false, message: 'Broken.' }, { status: fault })
    const held = this.#holds.findIndex((hold) => path.includes(hold.path))
    const [hold] = held < 0 ? [] : this.#holds.splice(held, 1)
    const { signal, ...rest } = init ?? {}
    if (!hold) return this.server(input, init)
    const response = await this.server(input, rest)
    hold.arrive()
    await (this.deafToAborts ? hold.released : Promise.race([hold.released, aborted(signal)]))
    return response
  }
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}
