// From a clone to a served app: install, build, serve, each only where needed.
import { pathToFileURL } from 'node:url'
import { build, isBuilt, server } from './build.mjs'
import { forServing } from './environment.mjs'
import { install, isInstalled } from './install.mjs'
import { withLock } from './lock.mjs'
import { stopWithParent } from './parent.mjs'

export async function start() {
  const say = console.log
  stopWithParent()
  if (!isInstalled() || !isBuilt()) {
    await withLock(async () => {
      await install(say)
      await build(say)
    })
  }
  Object.assign(process.env, forServing(process.env))
  // In this very process: a signal reaches the server with nobody in between to lose it, or to outlive it.
  await import(pathToFileURL(server).href)
}
