// The project's root folder. Never trusts the folder a command was started in.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export const inRoot = (/** @type {string} */ path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** A file for the tools' state and logs; not in git. */
export function cacheFile(/** @type {string} */ name) {
  mkdirSync(inRoot('.cache'), { recursive: true })
  return inRoot(`.cache/${name}`)
}
