// From a clone to a served app: install and build if needed, then serve.
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
  // In this same process: a signal reaches the server directly, with no process in between to lose it or outlive it.
  await import(pathToFileURL(server).href)
}
