/** The one public door of the API. */
export { readEnv, type Settings, SettingsError } from './env'
export { gently, tidyUp } from './housekeeping'
export { type OpenedApi, openApi } from './open-api'
export type { AppRouter } from './router'
export { type Running, type ServeOptions, serve } from './serve'
export type { Admission, PageRequest, ServerRuntime, Viewer } from './server-runtime'
