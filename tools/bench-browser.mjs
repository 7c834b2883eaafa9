// `npm run bench:browser`: from the click to nothing private, measured. Owns only the look at Node's version.
import { requireNode } from './setup/node-version.mjs'

if (requireNode()) import('./setup/bench-browser.mjs').then((module) => module.benchBrowser(process.argv.slice(2)))
