/**
 * When each session was last used, gathered in memory: a write for each request would cost more than all else it does.
 * The writer takes them now and then, and gives them back if the write fails. A process that dies loses a minute of them.
 */
export interface LastUse {
  sid: string
  at: Date
}

export class LastUses {
  readonly #at = new Map<string, number>()

  /** `most`: sessions remembered between two writes. Beyond it a use is forgotten: memory counts for more. */
  constructor(private readonly most = 50_000) {}

  note(sid: string, at: Date): void {
    if (this.#at.size >= this.most && !this.#at.has(sid)) return
    this.#at.set(sid, Math.max(this.#at.get(sid) ?? 0, at.getTime()))
  }

  /** The later of what was written and what is still to be. */
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
