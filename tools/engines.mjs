// `npm run test:engines`: the promises in Firefox and WebKit, where they are installed. Owns only the look at Node's version.
import { requireNode } from './setup/node-version.mjs'

if (requireNode()) import('./setup/engines.mjs').then((module) => module.engines(process.argv.slice(2)))
