/** The token store of the React Native example, in an app that is closed and reopened. */
import { newPerson, type Person, type RunningApi, startApi } from '@campusbite/api/testing'
import { createCampusBite } from '@campusbite/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { secureTokens } from '../react-native/secure-tokens'
import { keychain } from './support/expo-secure-store'

let api: RunningApi
let person: Person
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  person = await newPerson(api)
})

const openApp = (now = Date.now) => createCampusBite({ url: api.url, tokens: secureTokens, now })

test('a reopened app is still signed in, and refreshes an expired token', async () => {
  await openApp().login(person)
  const opened = openApp(() => Date.now() + 2 * 3_600_000)
  await expect(opened.api.auth.me.query()).resolves.toMatchObject({ email: person.email })
  await opened.logout()
})

test('G08 after logout the keychain is empty, also for a reopened app', async () => {
  const app = openApp()
  await app.login(person)
  expect(keychain.size).toBe(1)
  await expect(app.logout()).resolves.toMatchObject({ server: 'ended' })
  expect(keychain.size).toBe(0)
  await expect(openApp().api.auth.me.query()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
})
