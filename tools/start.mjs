// `npm start`: the whole way from a fresh clone to a served app. Owns only the look at its arguments and at Node's version, in words that an old Node can read.
import { requireNode } from './setup/node-version.mjs'
import { usage } from './setup/usage.mjs'

if (!usage('start') && requireNode()) import('./setup/start.mjs').then((module) => module.start())
