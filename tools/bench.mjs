// `npm run bench`: measures this project beside a floor and its peers. Owns only the look at Node's version.
import { requireNode } from './setup/node-version.mjs'

if (requireNode()) import('./setup/bench.mjs').then((module) => module.bench(process.argv.slice(2)))
