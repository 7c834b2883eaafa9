// `npm run sessions -- …`: the operator's command, set up where it is not yet.
import { requireNode } from './setup/node-version.mjs'

if (requireNode()) import('./setup/sessions.mjs').then((module) => module.sessions())
