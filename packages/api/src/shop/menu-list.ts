import { shop } from '@campusbite/auth/contract'
import { z } from 'zod'
import { publicProcedure } from '../trpc'

/** What can be ordered. Anybody may read it. */
export const menuList = publicProcedure.output(z.array(shop.Dish)).query(({ ctx }) => ctx.shop.menu())
