// Runs a command in the project's folder, as a child that dies with us. A failure is reported in one line.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { cacheFile, root } from './root.mjs'

/** A step that failed: its message is all that the user needs to see. */
export class StepFailed extends Error {}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * @param {string} command @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, output: 'inherit' | number, endedAtOnce?: boolean }} options `endedAtOnce`: it may be
 * killed outright, because it would ignore a stop for long and loses nothing
 * @returns {Promise<number>} its exit code
 */
export async function run(command, args, { env, output, endedAtOnce = false }) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', output, output] })
  // Ctrl-C reaches the child by itself; a signal sent to this process alone would leave it behind.
  const stops = Object.entries(exitCodes).map(([signal, code]) => {
    const stop = () => {
      child.kill(endedAtOnce ? 'SIGKILL' : /** @type {NodeJS.Signals} */ (signal))
      child.once('exit', () => process.exit(code))
    }
    process.on(signal, stop)
    return () => process.off(signal, stop)
  })
  try {
    const [code] = await once(child, 'exit')
    return code ?? 1
  } catch (error) {
    throw new StepFailed(`${command} could not be started: ${error instanceof Error ? error.message : error}`)
  } finally {
    for (const forget of stops) forget()
  }
}

/**
 * Quiet unless it fails; the output is kept in a log.
 * @param {string} what a sentence's start, like `Installing` @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env
 * @param {{ endedAtOnce?: boolean }} [options]
 */
export async function quietly(what, command, args, env, options) {
  const log = cacheFile(`${what.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.log`)
  const stream = createWriteStream(log)
  const [fd] = await once(stream, 'open')
  const code = await run(command, args, { env, output: fd, ...options })
  stream.end()
  if (code === 0) return
  throw new StepFailed(`${what} failed${why(readFileSync(log, 'utf8'))} The whole log: ${relative(root, log)}`)
}

/** The line of a log that most likely gives the reason. @param {string} log */
export function why(log) {
  const lines = stripVTControlCharacters(log)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const line =
    lines.find((text) => /^(npm error (?!code)|error\b|.*\berror\b.*:|.*failed to)/i.test(text)) ?? lines.at(-1)
  return line ? `: ${line.slice(0, 200).replace(/[.:]*$/, '.')}` : '.'
}

/** A failure ends it with one line for what the user can fix, and with the full error otherwise. @param {() => Promise<unknown>} work */
export async function runCommand(work) {
  process.chdir(root)
  try {
    await work()
  } catch (error) {
    console.error(error instanceof StepFailed ? error.message : (notWritable(error) ?? error))
    process.exit(1)
  }
}

/** A file system error that the user can fix. @param {any} error @returns {string | undefined} */
function notWritable(error) {
  const place = error?.path ?? root
  if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) {
    return `${place} cannot be written to (${error.code}). Let this user write to the project's folder, which is installed and built in.`
  }
  return error?.code === 'ENOSPC' ? `There is no room for ${place} (ENOSPC). Free some on that disk.` : undefined
}
