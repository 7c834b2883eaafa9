/** An in-memory keychain with the signatures and limits of `expo-secure-store`. */
const kept = new Map<string, string>()

/** Not every phone stores larger values. */
const mostBytes = 2048

function checked(key: string): string {
  if (!/^[\w.-]+$/.test(key)) throw new Error('A key may hold letters, digits, ".", "-" and "_" only.')
  return key
}

export async function getItemAsync(key: string): Promise<string | null> {
  return kept.get(checked(key)) ?? null
}

export async function setItemAsync(key: string, value: string): Promise<void> {
  if (Buffer.byteLength(value) > mostBytes) throw new Error(`A value may have ${mostBytes} bytes at most.`)
  kept.set(checked(key), value)
}

export async function deleteItemAsync(key: string): Promise<void> {
  kept.delete(checked(key))
}

/** For tests: everything that the phone stores. */
export const keychain: ReadonlyMap<string, string> = kept
