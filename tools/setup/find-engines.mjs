// Finds engines other than Chromium to test with, and what to install for those that are missing. Downloads nothing.
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { isProgram } from './find-browser.mjs'

/**
 * @typedef {{ name: 'firefox', programs: { browser: string } }} Firefox
 * @typedef {{ name: 'webkit', programs: { driver: string, browser: string, openssl: string, xvfb: string } }} WebKit
 * @typedef {{ name: string, missing: string }} Missing
 */

/** @returns {Firefox | Missing} */
export function findFirefox() {
  const browser = inPath('firefox-esr') ?? inPath('firefox')
  return browser ? { name: 'firefox', programs: { browser } } : { name: 'firefox', missing: 'install firefox-esr' }
}

/** @returns {WebKit | Missing} */
export function findWebKit() {
  const driver = inPath('WebKitWebDriver')
  const browser = miniBrowser()
  if (!driver || !browser) return { name: 'webkit', missing: 'install webkit2gtk-driver' }
  const xvfb = inPath('Xvfb')
  if (!xvfb) return { name: 'webkit', missing: 'install xvfb: it needs a display' }
  const openssl = inPath('openssl')
  if (!openssl) return { name: 'webkit', missing: 'install openssl: it takes these cookies over https only' }
  return { name: 'webkit', programs: { driver, browser, openssl, xvfb } }
}

/** @param {string} name */
const inPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram) ?? null

/** Installed with the libraries, not among the programs. */
function miniBrowser() {
  const libraries = '/usr/lib'
  if (!existsSync(libraries)) return null
  const folders = readdirSync(libraries).flatMap((name) =>
    ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((kind) => join(libraries, name, kind, 'MiniBrowser')),
  )
  return folders.find(isProgram) ?? null
}
