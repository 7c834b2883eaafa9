/** The wire types without their schemas, so that a browser bundle does not include zod. */
import type { z } from 'zod'
import type * as schemas from './schemas'
import type * as shop from './shop'

export type User = z.infer<typeof schemas.User>
export type Role = User['role']
export type SessionInfo = z.infer<typeof schemas.SessionInfo>
export type TokenDelivery = z.infer<typeof schemas.TokenDelivery>
export type LoginInput = z.input<typeof schemas.LoginInput>
export type RegisterInput = z.input<typeof schemas.RegisterInput>
export type LoginOutput = z.infer<typeof schemas.LoginOutput>
export type RefreshOutput = z.infer<typeof schemas.RefreshOutput>
export type LogoutInput = z.input<typeof schemas.LogoutInput>
export type LogoutOutput = z.infer<typeof schemas.LogoutOutput>
export type Dish = z.infer<typeof shop.Dish>
export type Order = z.infer<typeof shop.Order>
