/** Next's hook for what a page throws while it is rendered, which it tells nobody else: it is logged where the API's failures are. */
import type { Instrumentation } from 'next'
import { pageRuntime } from './lib/page-runtime'

export const onRequestError: Instrumentation.onRequestError = (error, _request, { routePath }) =>
  pageRuntime().report(error, routePath)
