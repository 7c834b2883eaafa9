// Makes node_modules match package-lock.json; does nothing if it already does. Never changes the lock file.
import { readFileSync } from 'node:fs'
import { forSetup } from './environment.mjs'
import { inRoot } from './root.mjs'
import { quietly } from './run.mjs'

/** @typedef {{ version?: string, resolved?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} Entry */

/** @param {(line: string) => void} say */
export async function install(say) {
  if (isInstalled()) return
  say('Installing dependencies …')
  const npm = process.env.npm_execpath
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm']
  // Explicit: a caller's NODE_ENV=production or omit=optional would skip the build tools and native binaries.
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--include=peer',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  // npm ignores a stop until it has unpacked everything; and since `npm ci` starts over anyway, it can be killed.
  const options = { endedAtOnce: true }
  await quietly('Installing dependencies', command, [...first, ...args], forSetup(process.env), options)
}

/** Compares npm's own record of what it installed, written when it has finished, with the lock file. */
export function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json')
  const asked = packagesOf('package-lock.json')
  return installed !== null && asked !== null && matches(asked, installed)
}

/** @param {Record<string, Entry>} asked @param {Record<string, Entry>} installed */
export function matches(asked, installed) {
  const inModules = (/** @type {Record<string, Entry>} */ packages) =>
    Object.entries(packages).filter(([path]) => path.includes('node_modules/'))
  return (
    inModules(asked).every(([path, entry]) => {
      const found = installed[path]
      // An optional package may be for another platform.
      return found ? sameAs(entry, found) : entry.optional || entry.devOptional
    }) && inModules(installed).every(([path]) => path in asked)
  )
}

/** @param {Entry} one @param {Entry} other */
const sameAs = (one, other) =>
  one.version === other.version && one.resolved === other.resolved && one.integrity === other.integrity

/** @param {string} path @returns {Record<string, Entry> | null} */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(inRoot(path), 'utf8')).packages
  } catch {
    return null
  }
}
