import { CampusBiteError } from '@campusbite/client'
import { expect, test } from 'vitest'
import { messageOf } from '../src/ui/failure'

test.each(['NETWORK', 'TIMEOUT', 'UNAVAILABLE', 'BAD_ANSWER', 'MISCONFIGURED'] as const)(
  "does not show users the client's messages for developers: %s",
  (code) => {
    const message = messageOf(new CampusBiteError(code, 'http://localhost:4711 is not this API. Check `url`.'))
    expect(message).toMatch(/Try again|try again/)
    expect(message).not.toMatch(/http|`/)
  },
)

test("shows the API's own message, even if the page has no field to mark", () => {
  const data = { appCode: 'BAD_INPUT', code: 'BAD_REQUEST', httpStatus: 400 } as const
  const errors = [{ path: 'lines.0.dishId', message: 'This dish is not on the menu.' }]
  const shape = { message: 'A dish in the cart is no longer on the menu.', code: -32600, data: { ...data, errors } }
  expect(messageOf(new CampusBiteError('BAD_INPUT', shape.message, { shape }))).toBe(shape.message)
})
