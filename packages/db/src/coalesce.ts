/**
 * What arrives together goes to the database together: what this process has read from its connections in one turn, and what
 * arrives while that is under way. Nothing waits for a timer to be joined by more. Knows nothing of what a batch does.
 */
export interface Batches<Item, Result> {
  /** One result for each item, in their order; a promise for one that is still being seen to. Never given more than `most`. */
  run(items: readonly Item[]): Promise<readonly (Result | Promise<Result>)[]>
  /** For a batch of one, where that is done in another way than by `run`. */
  runOne?(item: Item): Promise<Result>
  most: number
  /**
   * How many may be under way. Two: while one waits for the disk, the other is made. It goes as soon as it is as large as the one
   * under way: a smaller one would cost nearly as much, and is to grow until that one is done.
   */
  atOnce: number
  /** Milliseconds after which a batch that is not done no longer holds up the next: it may be waiting for somebody's lock. */
  patienceMs: number
}

/** @returns resolves when the batch that the item was in is done; rejects only where the item fails on its own, too */
export function coalesced<Item, Result>(batches: Batches<Item, Result>): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item
    resolve(result: Result | PromiseLike<Result>): void
    reject(error: unknown): void
  }
  const waiting: Waiting[] = []
  let underWay = 0
  let latestSize = 0

  const runOne = batches.runOne ?? (async (item: Item) => (await batches.run([item]))[0] as Result)
  const run = async (items: readonly Item[]) => {
    const [first] = items
    return first !== undefined && items.length === 1 ? [await runOne(first)] : batches.run(items)
  }

  const send = async (batch: Waiting[]) => {
    try {
      const results = await run(batch.map(({ item }) => item))
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
    } catch (error) {
      // One of them may be the cause: it must not fail the others.
      for (const { item, resolve, reject } of batch) batch.length === 1 ? reject(error) : resolve(runOne(item))
    }
  }

  const mayGo = () => (underWay === 0 ? waiting.length > 0 : underWay < batches.atOnce && waiting.length >= latestSize)

  const next = () => {
    if (!mayGo()) return
    const batch = waiting.splice(0, batches.most)
    underWay += 1
    latestSize = batch.length
    let over = false
    const goOn = () => {
      clearTimeout(impatience)
      if (over) return
      over = true
      underWay -= 1
      next()
    }
    const impatience = setTimeout(goOn, batches.patienceMs)
    void send(batch).then(goOn)
  }

  let called = false
  /** Behind whatever else has been read in this turn of the loop, and before anything is waited for. */
  const callNext = () => {
    if (called || !mayGo()) return
    called = true
    setImmediate(() => {
      called = false
      while (mayGo()) next()
    })
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      callNext()
    })
}

/**
 * For what a batch has passed over, and what may have to wait for somebody's lock: a few at once, so that there are connections
 * left for all else.
 */
export const fewAtOnce = <Item, Result>(run: (item: Item) => Promise<Result>): ((item: Item) => Promise<Result>) =>
  coalesced<Item, Result>({
    run: (items) => Promise.all(items.map(run)),
    most: 1,
    atOnce: 4,
    // Longer than the database lets anybody wait.
    patienceMs: 60_000,
  })
