/** The pages' calls to the API, between threads: the current user, and the procedures as async functions. */
import type { MessagePort } from 'node:worker_threads'
import type { PageRequest } from '@campusbite/api'
import { createTRPCRecursiveProxy } from '@trpc/server'
import type { PageRuntime } from './next-app'

interface Call {
  id: number
  request: PageRequest
  /** Null: asks for the current user. */
  procedure: { path: readonly string[]; input: unknown } | null
}

/** Needs no response. */
interface Failed {
  thrown: Fault
  route: string
}

/** The serializable part of an error. */
type Fault = Pick<Error, 'message' | 'stack'>

type Reply = { id: number; value: unknown } | { id: number; error: Fault }

/** The API's side. */
export function answerCalls(port: MessagePort, runtime: Promise<PageRuntime>): void {
  port.on('message', async (message: Call | Failed) => {
    if ('thrown' in message) return (await runtime).report(errorOf(message.thrown), message.route)
    const { id, request, procedure } = message
    const tell = (reply: Reply) => port.postMessage(reply)
    try {
      const { viewer, caller } = await runtime
      if (procedure === null) return tell({ id, value: await viewer(request) })
      const called = procedure.path.reduce<unknown>((at, name) => Reflect.get(at as object, name), caller(request))
      tell({ id, value: await (called as (input: unknown) => Promise<unknown>)(procedure.input) })
    } catch (error) {
      tell({ id, error: faultOf(error) })
    }
  })
}

/** The pages' side. */
export function remoteRuntime(port: MessagePort): PageRuntime {
  const waiting = new Map<number, PromiseWithResolvers>()
  let last = 0
  const ask = (request: PageRequest, procedure: Call['procedure']): Promise<never> =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      port.postMessage({ id: last, request, procedure } satisfies Call)
    })
  port.on('message', (reply: Reply) => {
    const { resolve, reject } = waiting.get(reply.id) ?? {}
    waiting.delete(reply.id)
    if ('error' in reply) reject?.(errorOf(reply.error))
    else resolve?.(reply.value as never)
  })
  return {
    viewer: (request) => ask(request, null),
    caller: (request) =>
      createTRPCRecursiveProxy<ReturnType<PageRuntime['caller']>>(({ path, args: [input] }) =>
        ask(request, { path, input }),
      ),
    report: (thrown, route) => port.postMessage({ thrown: faultOf(thrown), route } satisfies Failed),
  }
}

function faultOf(thrown: unknown): Fault {
  const { message, stack = message } = thrown instanceof Error ? thrown : new Error(String(thrown))
  return { message, stack }
}

const errorOf = (fault: Fault): Error => Object.assign(new Error(), fault)

interface PromiseWithResolvers {
  resolve(value: never): void
  reject(error: Error): void
}
