// `npm start`, `npm test` and the other commands: checks Node's version and, for commands with a text here, the arguments, then
// loads the command's module. Written so that an old Node can read it.
import { requireNode } from './setup/node-version.mjs'
import { usage } from './setup/usage.mjs'

/** @type {Record<string, (args: string[]) => Promise<unknown>>} */
const commands = {
  start: () => import('./setup/start.mjs').then(({ start }) => start()),
  dev: () => import('./setup/dev.mjs').then(({ dev }) => dev()),
  test: () => import('./setup/test.mjs').then(({ test }) => test()),
  engines: (args) => import('./setup/engines.mjs').then(({ engines }) => engines(args)),
  bench: (args) => import('./setup/bench.mjs').then(({ bench }) => bench(args)),
  'bench-browser': (args) => import('./setup/bench-browser.mjs').then(({ benchBrowser }) => benchBrowser(args)),
  sabotage: (args) => import('./sabotage/command.mjs').then(({ sabotage }) => sabotage(args)),
  sessions: () => import('./setup/sessions.mjs').then(({ sessions }) => sessions()),
}

// Removed: the rest is what the command would find if it were started directly.
const [name = ''] = process.argv.splice(2, 1)
const args = process.argv.slice(2)
const command = commands[name]
if (!command) throw new Error(`There is no command ${name}.`)
if (!usage(name, args) && requireNode()) {
  import('./setup/run.mjs').then(({ runCommand }) => runCommand(() => command(args)))
}
