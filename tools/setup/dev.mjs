// The app with reload: the server restarts when its sources change, Next replaces pages, and the client is rebuilt.
import { spawn } from 'node:child_process'
import { forSetup } from './environment.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { stopWithParent } from './parent.mjs'
import { inRoot, root } from './root.mjs'
import { quietly } from './run.mjs'
import { turbo } from './turbo.mjs'

export async function dev() {
  const env = { ...forSetup(process.env), NODE_ENV: 'development' }
  stopWithParent()
  await withLock(async () => {
    await install(console.log)
    // What the web app imports must exist before it starts; from then on the watchers keep it up to date.
    await quietly(
      'Preparing',
      process.execPath,
      [turbo, 'run', 'generate', 'build', '--filter=@campusbite/client...', '--filter=@campusbite/db...'],
      forSetup(process.env),
    )
  })
  const children = [
    spawn(
      process.execPath,
      [inRoot('node_modules/tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', 'apps/web/src/server/main.ts'],
      { cwd: root, env, stdio: 'inherit' },
    ),
    spawn(process.execPath, [inRoot('node_modules/tsdown/dist/run.mjs'), '--watch', '--no-clean', '--log-level=warn'], {
      cwd: inRoot('packages/client'),
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  ]
  let stopping = false
  /** Once: at a second signal, tsx kills the server immediately. */
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    // Ctrl-C reaches the children by itself.
    const told = signal === 'SIGINT' && process.stdin.isTTY
    if (!stopping && !told) for (const child of children) child.kill(signal)
    stopping = true
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  for (const child of children) child.once('exit', () => stop('SIGTERM'))
}
