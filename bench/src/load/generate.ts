/** Runs the load generator as a child process, one job at a time. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Job, Outcome, Told } from './job'

const program = fileURLToPath(new URL('generator.ts', import.meta.url))

/** One process per job, so that none inherits another's memory. `began` is called when its clock starts. */
export async function generate(job: Job, began = () => {}): Promise<Outcome> {
  const child = fork(program, { execArgv: ['--import', 'tsx'] })
  try {
    return await new Promise((resolve, reject) => {
      child.on('message', (told: Told) => {
        if (told === 'began') began()
        else if ('failed' in told) reject(new Error(told.failed))
        else resolve(told)
      })
      child.once('exit', (code) => reject(new Error(`The load generator stopped with ${code}.`)))
      child.send(job)
    })
  } finally {
    child.kill()
  }
}
