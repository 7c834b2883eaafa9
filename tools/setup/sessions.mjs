// From a clone to the operator's command: install and build if needed, then run it in this process.
import { pathToFileURL } from 'node:url'
import { forServing, forSetup } from './environment.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { inRoot } from './root.mjs'
import { quietly } from './run.mjs'
import { turbo } from './turbo.mjs'

export async function sessions() {
  await withLock(async () => {
    await install(console.error)
    const build = [turbo, 'run', 'build', '--filter=@campusbite/api-server...']
    await quietly('Building', process.execPath, build, forSetup(process.env))
  })
  Object.assign(process.env, forServing(process.env))
  await import(pathToFileURL(inRoot('apps/api/dist/sessions.js')).href)
}
