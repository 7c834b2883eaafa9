// `npm test`: everything that must hold, from a fresh clone. Owns only the look at its arguments and at Node's version, in words that an old Node can read.
import { requireNode } from './setup/node-version.mjs'
import { usage } from './setup/usage.mjs'

if (!usage('test') && requireNode()) import('./setup/test.mjs').then((module) => module.test())
