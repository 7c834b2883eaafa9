import { errorCodes, loginNotices } from '@campusbite/auth/contract'
import { describe, expect, test } from 'vitest'
import { errorText, noticeTexts } from '../src/session/login-texts'

describe('G32 login page texts', () => {
  test("announces a logout with the contract's text", () => {
    expect(noticeTexts['logged-out']).toBe('You have been logged out.')
    expect(noticeTexts['logged-out-queued']).toBe(
      'You have been logged out. The server will be told as soon as it can be reached.',
    )
  })

  test('has a different text for each reason', () => {
    expect(new Set(loginNotices.map((notice) => noticeTexts[notice])).size).toBe(loginNotices.length)
  })

  test.each(errorCodes)('has a text for a form post that failed with %s', (code) => {
    expect(errorText(code)).toMatch(/^[A-Z].*\.$/)
  })

  test.each(['', 'x', '__proto__', 'toString', '<script>'])('never echoes the URL: %j', (code) => {
    expect(errorText(code)).toBe('That did not work. Try again shortly.')
  })

  test.each([undefined, null, ['BAD_INPUT']])('says nothing for %j', (code) => expect(errorText(code)).toBeNull())
})
