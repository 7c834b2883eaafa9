/** All procedures, by name. An index and nothing else. */
import { changePassword } from './auth/change-password'
import { deleteAccount } from './auth/delete-account'
import { login } from './auth/login'
import { logout } from './auth/logout'
import { me } from './auth/me'
import { refresh } from './auth/refresh'
import { register } from './auth/register'
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

/** For tRPC's own client. `@campusbite/client` declares the same API by hand, and a type test keeps the two equal. */
export type AppRouter = typeof appRouter
