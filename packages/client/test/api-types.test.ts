/** The client's types match the server: both describe one API, and neither may drift. */
import type { AppRouter as ServerRouter } from '@campusbite/api'
import type * as contract from '@campusbite/auth/contract'
import type { inferRouterError, inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { expectTypeOf, test } from 'vitest'
import type * as client from '../src/index'
import type { AppRouter } from '../src/react/index'

/** Records are compared by name, so that a message about a difference names the procedure. */
type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
type ServerInputs = inferRouterInputs<ServerRouter>
type ServerOutputs = inferRouterOutputs<ServerRouter>

/** For a stream, the values it yields. */
type Brought<Of> = { [Name in keyof Of]: Of[Name] extends AsyncIterable<infer Value> ? { each: Value } : Of[Name] }

test("every procedure has the server's input and output", () => {
  expectTypeOf<keyof Inputs>().toEqualTypeOf<keyof ServerInputs>()
  expectTypeOf<Inputs['auth']>().toEqualTypeOf<ServerInputs['auth']>()
  expectTypeOf<Inputs['session']>().toEqualTypeOf<ServerInputs['session']>()
  expectTypeOf<Inputs['operator']>().toEqualTypeOf<ServerInputs['operator']>()
  expectTypeOf<Inputs['menu']>().toEqualTypeOf<ServerInputs['menu']>()
  expectTypeOf<Inputs['order']>().toEqualTypeOf<ServerInputs['order']>()
  expectTypeOf<Outputs['auth']>().toEqualTypeOf<ServerOutputs['auth']>()
  expectTypeOf<Brought<Outputs['session']>>().toEqualTypeOf<Brought<ServerOutputs['session']>>()
  expectTypeOf<Outputs['operator']>().toEqualTypeOf<ServerOutputs['operator']>()
  expectTypeOf<Outputs['menu']>().toEqualTypeOf<ServerOutputs['menu']>()
  expectTypeOf<Outputs['order']>().toEqualTypeOf<ServerOutputs['order']>()
})

test("an error has the server's fields", () => {
  expectTypeOf<inferRouterError<ServerRouter>['data']>().toExtend<inferRouterError<AppRouter>['data']>()
  expectTypeOf<inferRouterError<AppRouter>['data']['appCode']>().toEqualTypeOf<contract.ErrorCode>()
})

test('the wire types equal the schemas', () => {
  expectTypeOf<client.User>().toEqualTypeOf<contract.User>()
  expectTypeOf<client.SessionInfo>().toEqualTypeOf<contract.SessionInfo>()
  expectTypeOf<client.Dish>().toEqualTypeOf<contract.Dish>()
  expectTypeOf<client.Order>().toEqualTypeOf<contract.Order>()
  expectTypeOf<client.LoginOutput>().toEqualTypeOf<contract.LoginOutput>()
  expectTypeOf<client.LogoutOutput>().toEqualTypeOf<contract.LogoutOutput>()
})

test('calls are typed, and what does not exist does not compile', () => {
  const use = (campusbite: client.CampusBite) => {
    expectTypeOf(campusbite.api.session.list.query()).resolves.toEqualTypeOf<client.SessionInfo[]>()
    expectTypeOf(campusbite.api.order.place.mutate({ lines: [] })).resolves.toEqualTypeOf<client.Order>()
    expectTypeOf(campusbite.logout()).resolves.toEqualTypeOf<client.LogoutResult>()
    expectTypeOf(campusbite.login({ email: '', password: '' })).resolves.toEqualTypeOf<client.User>()
    // @ts-expect-error a query has no mutate
    campusbite.api.session.list.mutate
    // @ts-expect-error input is required
    campusbite.api.session.end.mutate()
    // @ts-expect-error a session has no such state
    expectTypeOf(campusbite.session.status).toEqualTypeOf<'logging-in'>()
  }
  expectTypeOf(use).toBeFunction()
})
