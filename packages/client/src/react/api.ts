/** The API as React Query hooks. The provider wires them to the client. */
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query'
import type { AppRouter } from './router'

export const api: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>()
