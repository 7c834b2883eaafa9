/**
 * Batches calls to the database: those that this process reads from its connections in one turn of the event loop, and those that
 * arrive while a batch is in flight. No timer makes a call wait for others. Knows nothing about what a batch does.
 */
export interface Batches<Item, Result> {
  /** One result per item, in order; a promise for an item that is still being processed. Never given more than `most`. */
  run(items: readonly Item[]): Promise<readonly (Result | Promise<Result>)[]>
  /** For a batch of one, if that is handled differently. */
  runOne?(item: Item): Promise<Result>
  most: number
  /**
   * How many batches may be in flight. Two: while one waits for the disk, the next one runs. It starts as soon as it is as large as
   * the one in flight: a smaller one would cost nearly as much, so it grows until that one is done.
   */
  atOnce: number
  /** Milliseconds after which an unfinished batch no longer delays the next: it may be waiting for somebody's lock. */
  patienceMs: number
}

/** @returns a function that resolves when its item's batch is done, and rejects only if the item fails on its own, too */
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
  /** Runs after everything that was read in this turn of the event loop, and before anything is awaited. */
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
 * For items that a batch has skipped and that may have to wait for somebody's lock: a few at a time, to leave connections for
 * everything else.
 */
export const fewAtOnce = <Item, Result>(run: (item: Item) => Promise<Result>): ((item: Item) => Promise<Result>) =>
  coalesced<Item, Result>({
    run: (items) => Promise.all(items.map(run)),
    most: 1,
    atOnce: 4,
    // Longer than the database lets anything wait.
    patienceMs: 60_000,
  })
