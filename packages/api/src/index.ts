/** The one public door of the API. */
export { type Api, type ApiDeps, createApi } from './create-api'
export { readEnv, type Settings, SettingsError } from './env'
export { createLog, type Logger } from './log'
export { createLoginThrottle, type LoginThrottle } from './login-throttle'
export { type OpenedApi, openApi } from './open-api'
export { type AppRouter, appRouter } from './router'
export type { Admission, PageRequest, ServerRuntime, Viewer } from './server-runtime'
export type { ErrorData } from './trpc'
