// Finds an installed Chromium. Downloads nothing.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Playwright's own first, since that version was made for it. @param {string} ofPlaywright @returns {string | null} */
export function findBrowser(ofPlaywright) {
  if (isProgram(ofPlaywright)) return ofPlaywright
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null
}

/** @param {string} path */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
