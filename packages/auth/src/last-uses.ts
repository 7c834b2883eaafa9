/**
 * When each session was last used, collected in memory: a write per request would cost more than the rest of the request. The
 * writer takes the entries periodically, and puts them back if the write fails. A process that crashes loses a minute of them.
 */
export interface LastUse {
  sid: string
  at: Date
}

export class LastUses {
  readonly #at = new Map<string, number>()

  /** `most`: sessions remembered between two writes. Beyond that, uses are dropped to bound memory. */
  constructor(private readonly most = 50_000) {}

  note(sid: string, at: Date): void {
    if (this.#at.size >= this.most && !this.#at.has(sid)) return
    this.#at.set(sid, Math.max(this.#at.get(sid) ?? 0, at.getTime()))
  }

  /** The later of the stored and the pending time. */
  latest({ sid, lastUsedAt }: { sid: string; lastUsedAt: Date }): Date {
    return new Date(Math.max(lastUsedAt.getTime(), this.#at.get(sid) ?? 0))
  }

  take(): LastUse[] {
    const uses = [...this.#at].map(([sid, at]) => ({ sid, at: new Date(at) }))
    this.#at.clear()
    return uses
  }

  giveBack(uses: LastUse[]): void {
    for (const { sid, at } of uses) this.note(sid, at)
  }
}
