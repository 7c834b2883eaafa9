// Builds the web app where it is not built yet, or from other sources.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { forSetup } from './environment.mjs'
import { cacheFile, inRoot } from './root.mjs'
import { quietly } from './run.mjs'
import { plan, turbo } from './turbo.mjs'

export const server = inRoot('apps/web/dist/server.js')
/** What tells one build from another. */
const outputs = [server, inRoot('apps/web/.next/BUILD_ID'), inRoot('apps/web/.next/build-manifest.json')]
const task = ['build', '--filter=@campusbite/web...']

/** @param {(line: string) => void} say */
export async function build(say) {
  if (isBuilt()) return
  say('Building …')
  await quietly('Building', process.execPath, [turbo, 'run', ...task, '--output-logs=new-only'], forSetup(process.env))
  // Asked again: what the build generates may count as one of its sources.
  writeFileSync(stamp(), fingerprint())
}

const stamp = () => cacheFile('built')

/** Asking turbo what it would do takes a part of the time of letting it unpack its cache again. */
export function isBuilt() {
  if (![...outputs, stamp()].every((path) => existsSync(path))) return false
  return readFileSync(stamp(), 'utf8') === fingerprint()
}

/** The sources by turbo's hashes, and the very build that lies there: it may have been made since from other sources. */
function fingerprint() {
  const sources = plan(task, forSetup(process.env)).map(({ taskId, hash }) => `${taskId} ${hash}`)
  return [...sources, ...outputs.map(hashOf)].join('\n')
}

/** Null where it is not there: another command may be building, and takes away what was built before. @param {string} path */
function hashOf(path) {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex')
  } catch {
    return null
  }
}
