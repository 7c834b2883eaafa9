// @vitest-environment jsdom
/** Hooks outside the provider: the error names the missing component. */

import { QueryClient } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createCampusBite, memoryTokens } from '../../src/index'
import { api, CampusBiteProvider, useLogout, useSession } from '../../src/react/index'

const Part = ({ hook }: { hook: () => unknown }) => String(hook())
const told = expect.objectContaining({ code: 'NO_PROVIDER', message: expect.stringContaining('<CampusBiteProvider') })

test.each<[string, () => unknown]>([
  ['useSession', () => useSession()],
  ['useLogout', () => useLogout()],
  ['api.menu.list.useQuery', () => api.menu.list.useQuery()],
  ['api.order.place.useMutation', () => api.order.place.useMutation()],
  ['api.useUtils', () => api.useUtils()],
])('%s', (_name, hook) => {
  expect(() => renderToString(<Part hook={hook} />)).toThrow(told)
})

test('a client from another copy of this package', () => {
  const client = {} as Parameters<typeof CampusBiteProvider>[0]['client']
  const tree = (
    <CampusBiteProvider client={client} queryClient={new QueryClient()}>
      {null}
    </CampusBiteProvider>
  )
  expect(() => renderToString(tree)).toThrow(
    expect.objectContaining({ message: expect.stringContaining('installed twice') }),
  )
})

test.each([undefined, {}])('a provider whose queryClient is %j', (given) => {
  const client = createCampusBite({ url: 'https://campus.test', tokens: memoryTokens() })
  const tree = (
    <CampusBiteProvider client={client} queryClient={given as QueryClient}>
      {null}
    </CampusBiteProvider>
  )
  expect(() => renderToString(tree)).toThrow(
    expect.objectContaining({ code: 'MISCONFIGURED', message: expect.stringContaining('queryClient') }),
  )
})
