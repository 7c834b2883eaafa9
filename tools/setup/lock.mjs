// Lets one command at a time install or build in this folder. The lock ends with its process.
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheFile } from './root.mjs'

const beatMs = 2_000
/** A holder's heartbeat is every two seconds: one silent for this long was killed, perhaps in a container with unrelated pids. */
const silentMs = 20_000

/** @template T @param {() => Promise<T>} work @param {{ path?: string, say?: (line: string) => void }} [options] @returns {Promise<T>} */
export async function withLock(work, { path = cacheFile('lock'), say = console.log } = {}) {
  const mine = JSON.stringify({ pid: process.pid, host: hostname() })
  let said = false
  while (!taken(path, mine)) {
    const holder = read(path)
    if (holder && isGone(path, holder)) takeAway(path, holder)
    else {
      if (!said) say('Waiting for another CampusBite command that is at work in this folder …')
      said = true
      await sleep(250)
    }
  }
  const beat = setInterval(() => utimes(path, new Date(), new Date(), () => {}), beatMs)
  const release = () => {
    if (read(path) === mine) rmSync(path, { force: true })
  }
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}

/** @param {string} path @param {string} mine */
function taken(path, mine) {
  // Written to a temporary file and linked: a reader never finds a lock without its holder.
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, mine)
  try {
    linkSync(aside, path)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** @param {string} path @param {string} holder */
function isGone(path, holder) {
  const { pid, host } = JSON.parse(holder)
  if (host === hostname() && (pid === process.pid || !isAlive(pid))) return true
  try {
    return Date.now() - statSync(path).mtimeMs > silentMs
  } catch {
    return false
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** Two processes may find the same dead holder; the slower must not remove the faster one's new lock. @param {string} path @param {string} dead */
function takeAway(path, dead) {
  const aside = `${path}.gone.${process.pid}`
  try {
    renameSync(path, aside)
    if (read(aside) !== dead) linkSync(aside, path)
  } catch {
    // Another process was faster: the next round checks again.
  } finally {
    rmSync(aside, { force: true })
  }
}
