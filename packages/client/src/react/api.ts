/** The API as React Query hooks. The provider wires them to the client. */
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query'
import { createContext } from 'react'
import { noProvider } from './context'
import type { AppRouter } from './router'

/** The value without a provider: tRPC's own context would name a component that this package does not have. */
const nothing = new Proxy(
  {},
  {
    get() {
      throw noProvider()
    },
  },
)

export const api: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>({ context: createContext(nothing) })
