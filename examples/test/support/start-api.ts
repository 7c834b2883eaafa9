/** The real API for tests that run in a page, where no server can be started. It allows the page's origin. */
import { startApi } from '@campusbite/api/testing'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Origin of the API. */
    api: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const api = await startApi({ ALLOWED_ORIGINS: 'http://localhost' })
  project.provide('api', api.url)
  return async () => {
    await api[Symbol.asyncDispose]()
  }
}
