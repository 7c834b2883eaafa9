/** All procedures, by name. An index and nothing else. */
import type { z } from 'zod'
import { changePassword } from './auth/change-password'
import { deleteAccount } from './auth/delete-account'
import { login } from './auth/login'
import { logout } from './auth/logout'
import { me } from './auth/me'
import { refresh } from './auth/refresh'
import { register } from './auth/register'
import type { Context } from './context'
import { disableUser } from './operator/disable-user'
import { endAll as endAllByOperator } from './operator/end-all'
import { endSession } from './operator/end-session'
import { endUser } from './operator/end-user'
import { endings } from './operator/endings'
import { sessions } from './operator/sessions'
import { end } from './session/end'
import { endAll } from './session/end-all'
import { endOthers } from './session/end-others'
import { list } from './session/list'
import { watch } from './session/watch'
import { menuList } from './shop/menu-list'
import { orderList } from './shop/order-list'
import { orderPlace } from './shop/order-place'
import { router } from './trpc'

export const appRouter = router({
  auth: router({ register, login, refresh, logout, me, changePassword, deleteAccount }),
  session: router({ list, end, endOthers, endAll, watch }),
  operator: router({ sessions, endings, endSession, endUser, endAll: endAllByOperator, disableUser }),
  menu: router({ list: menuList }),
  order: router({ list: orderList, place: orderPlace }),
})

/** The type that `@campusbite/client` is typed by. */
export type AppRouter = typeof appRouter

export type ProcedureType = 'query' | 'mutation' | 'subscription'

interface ProcedureFacts {
  type: ProcedureType
  inputs: z.ZodType[]
  output?: z.ZodType
}

interface Procedure {
  (call: Call): Promise<unknown>
  _def: ProcedureFacts
}

/** As tRPC's adapters call it. */
interface Call {
  path: string
  type: ProcedureType
  ctx: Context
  getRawInput(): Promise<unknown>
  signal: AbortSignal | undefined
  batchIndex: number
}

/** A procedure by its path (`auth.logout`), where tRPC's own types only know the tree. */
export function procedureAt(path: string): Procedure | undefined {
  const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>
  return Object.hasOwn(procedures, path) ? procedures[path] : undefined
}

/** What is known of it. */
export const procedureFacts = (path: string): ProcedureFacts | undefined => procedureAt(path)?._def

/** Every procedure, by its path. */
export const procedurePaths = (): string[] => Object.keys(appRouter._def.procedures)
