/** Runs the load generator as a child process, one job at a time. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Job, Outcome } from './job'

const program = fileURLToPath(new URL('generator.ts', import.meta.url))

/** A process for each job: what one left in memory is not the next one's burden. */
export async function generate(job: Job): Promise<Outcome> {
  const child = fork(program, { execArgv: ['--import', 'tsx'] })
  try {
    child.send(job)
    const [message] = (await Promise.race([once(child, 'message'), exited(child)])) as [Outcome | { failed: string }]
    if ('failed' in message) throw new Error(message.failed)
    return message
  } finally {
    child.kill()
  }
}

async function exited(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`The load generator stopped with ${code}.`)
}
