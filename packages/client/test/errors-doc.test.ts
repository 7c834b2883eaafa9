/** The closed set of codes and the document that explains it cannot drift apart. */
import { readFileSync } from 'node:fs'
import { errorCodes } from '@campusbite/auth/contract'
import { expect, expectTypeOf, test } from 'vitest'
import type { CampusBiteError, ClientErrorCode, ErrorCode } from '../src/index'

/** A `Record` over the closed union: the compiler keeps it complete. */
const clientCodes: Record<ClientErrorCode, true> = {
  BAD_ANSWER: true,
  LOGGED_OUT: true,
  MISCONFIGURED: true,
  NETWORK: true,
  NO_PROVIDER: true,
  TIMEOUT: true,
}

const document = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
const sections = document
  .split(/^## /m)
  .slice(1)
  .filter((section) => !section.startsWith('Errors of the client\n'))
const headingOf = (section: string) => section.slice(0, section.indexOf('\n'))

test('one heading for each code, in order: the server’s, then the client’s', () => {
  expect(sections.map(headingOf)).toEqual([...errorCodes, ...Object.keys(clientCodes)])
})

test.each(sections.map((section) => [headingOf(section), section]))(
  '%s has a cause and a cure',
  (_heading, section) => {
    expect(section).toMatch(/\n\*\*Cause\.\*\* \S[\s\S]+\n\*\*Cure\.\*\* \S/)
  },
)

test("an error's code is always one of them", () => {
  expectTypeOf<CampusBiteError['code']>().toEqualTypeOf<ErrorCode | ClientErrorCode>()
})
