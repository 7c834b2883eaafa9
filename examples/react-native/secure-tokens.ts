/** A custom token store in five lines: the phone's keychain, with `expo-secure-store`. */
import type { TokenStore } from '@campusbite/client'
import * as SecureStore from 'expo-secure-store'

export const secureTokens: TokenStore = {
  read: async () => JSON.parse((await SecureStore.getItemAsync('campusbite')) ?? 'null'),
  write: (tokens) => SecureStore.setItemAsync('campusbite', JSON.stringify(tokens)),
  clear: () => SecureStore.deleteItemAsync('campusbite'),
}
