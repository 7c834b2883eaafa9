/** Waiting that ends. */
import { listen } from './browser'

/** Settles like `work`, or as `undefined` after the limit. The work itself goes on. Never rejects on the limit. */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let cancel = () => {}
  const over = new Promise<undefined>((resolve) => {
    cancel = limit(milliseconds, () => resolve(undefined))
  })
  return Promise.race([work, over]).finally(() => cancel())
}

/**
 * The time limit of what somebody waits for, until it is cancelled. It keeps a Node process alive: one in which nothing else is
 * under way would end without having been answered.
 */
export function limit(milliseconds: number, callback: () => void, unawaited?: boolean): () => void {
  const timer = setTimeout(callback, milliseconds)
  // In browsers it is a number.
  if (unawaited) (timer as { unref?(): void }).unref?.()
  return () => clearTimeout(timer)
}

/** Calls back after a time, unless cancelled. Never keeps a Node process alive. */
export const after = (milliseconds: number, callback: () => void): (() => void) => limit(milliseconds, callback, true)

/** Rejects with `reason()` as soon as the signal is aborted, even when the work ignores it. */
export function untilAborted<T>(signal: AbortSignal, work: Promise<T>, reason: () => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(reason())
    const stop = listen(signal, 'abort', refuse)
    if (signal.aborted) refuse()
    work.then(resolve, reject).finally(stop)
  })
}

/** Also another realm's, and a library's own. */
export const isPromise = <T>(it: T | Promise<T>): it is Promise<T> => typeof Object(it).then === 'function'
