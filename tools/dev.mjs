// `npm run dev`: the app with reload. Owns only the look at Node's version, in words that an old Node can read.
import { requireNode } from './setup/node-version.mjs'

if (requireNode()) import('./setup/dev.mjs').then((module) => module.dev())
