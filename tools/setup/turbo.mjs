// The tools' interface to turbo. Knows no task by name.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { inRoot, root } from './root.mjs'
import { run, StepFailed } from './run.mjs'

/** @typedef {import('./totals.mjs').Task} Task */
/** @typedef {{ taskId: string, directory: string, hash: string, command: string, inputs: Record<string, string>, execution?: { exitCode: number }, cache: { status: string } }} Entry */

/** Its own launcher with this same Node, so that neither PATH nor a shell matters. */
export const turbo = inRoot('node_modules/turbo/bin/turbo')

/** What turbo would run, each with a hash of its inputs. @param {readonly string[]} args @param {NodeJS.ProcessEnv} env @returns {Entry[]} */
export function plan(args, env) {
  const dry = [turbo, 'run', ...args, '--dry=json']
  const { stdout, stderr, status } = spawnSync(process.execPath, dry, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new StepFailed(`turbo refuses its tasks: ${stderr.trim()}`)
  const { tasks } = JSON.parse(stdout)
  return tasks.filter((/** @type {Entry} */ { command }) => command !== '<NONEXISTENT>')
}

/** Runs everything that can run, even after failures. @param {readonly string[]} names @param {NodeJS.ProcessEnv} env @returns {Promise<Task[]>} */
export async function runTasks(names, env) {
  const planned = plan(names, env)
  const records = inRoot('.turbo/runs')
  rmSync(records, { recursive: true, force: true })
  const options = [
    '--continue=dependencies-successful',
    '--concurrency=2',
    '--output-logs=new-only',
    '--log-order=grouped',
    '--summarize',
  ]
  await run(process.execPath, [turbo, 'run', ...names, ...options], { env, output: 'inherit' })
  const [record] = readdirSync(records)
  if (!record) throw new StepFailed('turbo left no record of its run under .turbo/runs')
  /** @type {Entry[]} */
  const ran = JSON.parse(readFileSync(`${records}/${record}`, 'utf8')).tasks
  const byId = new Map(ran.map((task) => [task.taskId, task]))
  return planned.map(({ taskId, directory }) => {
    const found = byId.get(taskId)
    return { taskId, directory, exitCode: found?.execution?.exitCode ?? null, cached: found?.cache.status === 'HIT' }
  })
}
