/** Settings that would not do what they seem to are refused, and no password in them is repeated. */
import { describe, expect, test } from 'vitest'
import { readEnv } from '../src/env'

const refusal = (env: Record<string, string>): string => {
  try {
    readEnv(env)
  } catch (error) {
    return String(error)
  }
  return 'none'
}

describe.each(['PUBLIC_URL', 'ALLOWED_ORIGINS'])('%s', (name) => {
  test.each(['https://*.campusbite.example', 'https://*'])('refuses %s, since wildcards are not supported', (value) => {
    expect(refusal({ [name]: value })).toBe(
      `SettingsError: ${name} must name each origin: "${value}" has a *, and wildcards are not supported.`,
    )
  })

  test.each([
    'https://:hunter2@a.example',
    'https://user:hunter2@a.example',
    'https://user:hunter2@a.example:port',
    'user:hunter2@a.example',
  ])('G25 refuses %s without repeating it', (value) => {
    expect(refusal({ [name]: value })).toBe(
      `SettingsError: ${name} must be an origin like https://campusbite.example, not one with a user.`,
    )
  })

  test('accepts an origin, and quotes anything else in the error', () => {
    expect(refusal({ [name]: 'https://campusbite.example' })).toBe('none')
    expect(refusal({ [name]: 'campusbite.example' })).toMatch(/not "campusbite\.example"\.$/)
  })
})
