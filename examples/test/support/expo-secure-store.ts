/** The phone's keychain as `expo-secure-store` offers it, in memory: its signatures, and what it refuses. */
const kept = new Map<string, string>()

/** Larger values are not kept on every phone. */
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

/** For a test: all that the phone holds. */
export const keychain: ReadonlyMap<string, string> = kept
