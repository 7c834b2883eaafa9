// Which way imports may run: auth ← db ← api ← apps, with the published client beside them. The whole rule, and what to do instead.
import { posix } from 'node:path'
import { isForTests } from './files.mjs'

/** What each package may import, besides itself. */
const below = {
  auth: [],
  db: ['auth'],
  api: ['auth', 'db'],
}
/** The published client is tested against the real code of these; none of it is shipped. */
const clientTests = ['auth', 'db', 'api']

/**
 * @param {string} file from the root @param {{ specifier: string, typeOnly: boolean }} imported
 * @param {(name: string) => readonly string[] | null} exportsOf subpaths of a package; null where there is none of that name
 * @returns {string | null} what is wrong, and what to do instead
 */
export function fault(file, { specifier, typeOnly }, exportsOf) {
  const home = /^(packages|apps)\/([^/]+)\//.exec(file)
  const relative = specifier.startsWith('.') ? crossing(file, home?.[0], specifier) : null
  if (relative) return relative
  const named = /^@campusbite\/([^/]+)(\/.+)?$/.exec(specifier)
  if (!named) return null
  const [, target = '', subpath] = named
  return (
    missing(specifier, target, subpath, exportsOf(target)) ??
    (home ? direction(file, home, target, subpath, typeOnly) : null)
  )
}

/** @param {string} file @param {string | undefined} home @param {string} specifier */
function crossing(file, home, specifier) {
  const to = /^(packages|apps)\/([^/]+)\//.exec(`${posix.join(posix.dirname(file), specifier)}/`)
  if (!to || to[0] === home || (!home && to[1] === 'apps')) return null
  return to[1] === 'apps'
    ? `reaches into ${to[0]}: nothing imports an app; move what both need into a package`
    : `reaches into ${to[0]} by path: import from '@campusbite/${to[2]}'`
}

/** @param {string} specifier @param {string} target @param {string | undefined} subpath @param {readonly string[] | null} exported */
function missing(specifier, target, subpath, exported) {
  if (!exported) return null
  const wanted = `.${subpath ?? ''}`
  if (exported.includes(wanted)) return null
  const offered = exported.map((path) => `'@campusbite/${target}${path.slice(1)}'`).join(', ') || 'nothing'
  return `'${specifier}' is not one of the package's doors: import from ${offered}, and export there what you need`
}

/** @param {string} file @param {RegExpExecArray} home @param {string} target @param {string | undefined} subpath @param {boolean} typeOnly */
function direction(file, [, kind, name = ''], target, subpath, typeOnly) {
  const tests = isForTests(file)
  if (subpath === '/testing' && !tests)
    return `'@campusbite/${target}/testing' is for tests: what the product needs, the package exports at '.'`
  if (kind === 'apps') return null
  if (name === target) return null
  if (name === 'client') return tests && clientTests.includes(target) ? null : fromClient(target, subpath, typeOnly)
  const allowed = below[/** @type {keyof typeof below} */ (name)] ?? []
  if (allowed.some((each) => each === target)) return null
  return `${name} may import ${allowed.join(' and ') || 'no package of ours'}, not ${target} (auth ← db ← api ← apps): take it as an argument, or move it down to ${name}`
}

/** @param {string} target @param {string | undefined} subpath @param {boolean} typeOnly */
function fromClient(target, subpath, typeOnly) {
  if (target === 'auth' && subpath === '/contract') return null
  if (target === 'api' && typeOnly) return null
  return target === 'api'
    ? "the published client takes only types from '@campusbite/api': write `import type`, or put the value into '@campusbite/auth/contract'"
    : "the published client takes values only from '@campusbite/auth/contract': put what both sides need there"
}
