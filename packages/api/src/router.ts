/** All procedures, by name. An index and nothing else. */
import { changePassword } from './auth/change-password'
import { deleteAccount } from './auth/delete-account'
import { login } from './auth/login'
import { logout } from './auth/logout'
import { me } from './auth/me'
import { refresh } from './auth/refresh'
import { register } from './auth/register'
import { end } from './session/end'
import { endAll } from './session/end-all'
import { endOthers } from './session/end-others'
import { list } from './session/list'
import { menuList } from './shop/menu-list'
import { orderList } from './shop/order-list'
import { orderPlace } from './shop/order-place'
import { router } from './trpc'

export const appRouter = router({
  auth: router({ register, login, refresh, logout, me, changePassword, deleteAccount }),
  session: router({ list, end, endOthers, endAll }),
  menu: router({ list: menuList }),
  order: router({ list: orderList, place: orderPlace }),
})

/** The type that `@campusbite/client` is typed by. */
export type AppRouter = typeof appRouter
