// `npm run sabotage`: breaks each guarantee on purpose, in a copy, and demands that a test fails. Owns only the look at Node's version.
import { requireNode } from './setup/node-version.mjs'

if (requireNode()) import('./sabotage/command.mjs').then((module) => module.sabotage(process.argv.slice(2)))
