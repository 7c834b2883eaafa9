// `npm run dev`: the app with reload. Owns only the look at its arguments and at Node's version, in words that an old Node can read.
import { requireNode } from './setup/node-version.mjs'
import { usage } from './setup/usage.mjs'

if (!usage('dev') && requireNode()) import('./setup/dev.mjs').then((module) => module.dev())
