/** Starts the real API once for the whole suite: for bearer clients, and for pages on the origin `https://campus.test`. */
import { startApi } from '@campusbite/api/testing'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Origin of the API. */
    api: string
    /** Origin of an API whose PUBLIC_URL is `https://campus.test`. */
    apiOfPages: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [api, apiOfPages] = await Promise.all([startApi(), startApi({ PUBLIC_URL: 'https://campus.test' })])
  project.provide('api', api.url)
  project.provide('apiOfPages', apiOfPages.url)
  return async () => {
    await Promise.all([api[Symbol.asyncDispose](), apiOfPages[Symbol.asyncDispose]()])
  }
}
