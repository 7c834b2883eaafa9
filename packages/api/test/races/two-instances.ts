/** Two instances on one PostgreSQL database that nothing else uses. */
import { freshDatabase } from '@campusbite/db/testing'
import { inject } from 'vitest'
import { type Instance, openInstance, type Sabotage } from './instance'

export interface TwoInstances extends AsyncDisposable {
  url: string
  instances: readonly [Instance, Instance]
}

export async function twoInstances(sabotage?: Sabotage): Promise<TwoInstances> {
  const fresh = await freshDatabase({ url: inject('postgresUrl') })
  const { url } = fresh
  const instances = await Promise.all([openInstance({ url, sabotage }), openInstance({ url, sabotage })])
  return {
    url,
    instances,
    async [Symbol.asyncDispose]() {
      await Promise.all(instances.map((instance) => instance[Symbol.asyncDispose]()))
      await fresh[Symbol.asyncDispose]()
    },
  }
}
