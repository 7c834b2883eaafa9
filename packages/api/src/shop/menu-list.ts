import { shop } from '@campusbite/auth/contract'
import { z } from 'zod'
import { publicProcedure } from '../trpc'

/** The available dishes. Public. */
export const menuList = publicProcedure.output(z.array(shop.Dish)).query(({ ctx }) => ctx.shop.menu())
