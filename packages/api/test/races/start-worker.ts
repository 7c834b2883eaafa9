/** Starts worker.ts as a process, and lets tests call its functions as if they were local. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Orders } from './worker'

export interface Worker extends AsyncDisposable {
  pid: number | undefined
  call<Name extends keyof Orders>(name: Name, ...given: Parameters<Orders[Name]>): ReturnType<Orders[Name]>
}

interface Answer {
  id: number
  result?: unknown
  error?: string
}

export async function startWorker(url: string): Promise<Worker> {
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  })
  const exited = once(child, 'exit')
  const open = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  child.on('message', (message) => {
    const { id, result, error } = message as Answer
    if (error === undefined) open.get(id)?.resolve(result)
    else open.get(id)?.reject(new Error(`In the other process: ${error}`))
    open.delete(id)
  })
  child.on('exit', (code) => {
    for (const { reject } of open.values()) reject(new Error(`The other process has ended with ${code}.`))
  })
  let ids = 0
  const call: Worker['call'] = (name, ...given) => {
    const id = ids++
    const answer = new Promise<unknown>((resolve, reject) => open.set(id, { resolve, reject }))
    child.send({ id, name, given })
    return answer as ReturnType<Orders[typeof name]>
  }
  await call('open', url)
  return {
    pid: child.pid,
    call,
    async [Symbol.asyncDispose]() {
      child.disconnect()
      await exited
    },
  }
}
