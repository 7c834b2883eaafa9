/** However many passwords are checked at once, each gets its own result, computed on another thread. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { argon2id } from '../src/password'
import { passwordThreads } from '../src/password-threads'

test('right and wrong passwords, and no user, concurrently', async () => {
  const passwords = argon2id()
  const known = await passwords.hash('right')
  const answers = [passwords.verify(known, 'right'), passwords.verify(known, 'wrong'), passwords.verify(null, 'right')]
  expect(await Promise.all(answers)).toEqual([true, false, false])
})

test('an invalid hash fails its own caller and no other', async () => {
  const passwords = argon2id()
  const known = await passwords.hash('right')
  const answers = [passwords.verify('no hash', 'right'), passwords.verify(known, 'right')]
  const [refused, answered] = await Promise.allSettled(answers)
  expect(refused?.status).toBe('rejected')
  expect(answered).toEqual({ status: 'fulfilled', value: true })
})

test('if no thread can start, all waiting callers get the reason, and the next call tries again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'campusbite-thread-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const broken = join(folder, 'broken')
  const thread = join(folder, 'thread.mjs')
  writeFileSync(broken, '')
  const begin = `if (existsSync(${JSON.stringify(broken)})) throw new Error('no such library')`
  writeFileSync(thread, `import { existsSync } from 'node:fs'\n${begin}\nexport const hash = () => 'done'\n`)
  const onThread = passwordThreads(pathToFileURL(thread).href)

  const answers = await Promise.allSettled(Array.from({ length: 6 }, () => onThread('hash', {})))
  const refused = { message: 'No password thread is available.', cause: { message: 'no such library' } }
  expect(answers).toMatchObject(answers.map(() => ({ status: 'rejected', reason: refused })))
  rmSync(broken)
  expect(await onThread('hash', {})).toBe('done')
})
