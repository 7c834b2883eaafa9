// `node tools/complete-lock.mjs`: adds to package-lock.json what npm left out of it. If a registry lacks a package for another
// platform, `npm install` silently drops it, and then `npm ci` refuses the lock file on every platform.
import { readFileSync, writeFileSync } from 'node:fs'
import { completed } from './setup/lock-file.mjs'
import { inRoot } from './setup/root.mjs'

const path = inRoot('package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const { packages, added } = completed(lock.packages)
if (added.length > 0) writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
console.log(added.length > 0 ? `Added:\n${added.join('\n')}` : 'package-lock.json is complete.')
