/** Waiting with a limit. */
import { listen } from './browser'

/** Settles like `work`, or with `undefined` at the limit. The work itself continues. The limit never causes a rejection. */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let cancel = () => {}
  const over = new Promise<undefined>((resolve) => {
    cancel = limit(milliseconds, () => resolve(undefined))
  })
  return Promise.race([work, over]).finally(() => cancel())
}

/**
 * A time limit for something that is being awaited, until it is cancelled. It keeps a Node process alive: with nothing else
 * pending, the process would exit before the caller got an answer.
 */
export function limit(milliseconds: number, callback: () => void, unawaited?: boolean): () => void {
  const timer = setTimeout(callback, milliseconds)
  // In browsers it is a number.
  if (unawaited) (timer as { unref?(): void }).unref?.()
  return () => clearTimeout(timer)
}

/** Calls back after a delay, unless cancelled. Never keeps a Node process alive. */
export const after = (milliseconds: number, callback: () => void): (() => void) => limit(milliseconds, callback, true)

/** Rejects with `reason()` as soon as the signal is aborted, even if the work ignores it. */
export function untilAborted<T>(signal: AbortSignal, work: Promise<T>, reason: () => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(reason())
    const stop = listen(signal, 'abort', refuse)
    if (signal.aborted) refuse()
    work.then(resolve, reject).finally(stop)
  })
}

/** Also recognizes thenables, and promises from another realm. */
export const isPromise = <T>(it: T | Promise<T>): it is Promise<T> => typeof Object(it).then === 'function'
