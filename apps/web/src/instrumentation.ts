/** Next's hook for errors while rendering a page, which it reports nowhere else: they are logged with the API's failures. */
import type { Instrumentation } from 'next'
import { pageRuntime } from './lib/page-runtime'

export const onRequestError: Instrumentation.onRequestError = (error, _request, { routePath }) =>
  pageRuntime().report(error, routePath)
