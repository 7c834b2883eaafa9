'use client'
/** The React entry's public exports. */
export { api } from './api'
export { CampusBiteProvider, type CampusBiteProviderProps } from './provider'
export type { AppRouter } from './router'
export { type UseLogout, useLogout } from './use-logout'
export { useSession } from './use-session'
