// docs/engines.md lists the tests that run in other engines: every title, and no other.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inRoot } from '../setup/root.mjs'

const suite = inRoot('e2e/engines')

test('docs/engines.md lists exactly the existing tests', () => {
  const sources = readdirSync(suite).filter((name) => name.endsWith('.engine.ts'))
  const titles = sources.flatMap((name) =>
    [...readFileSync(`${suite}/${name}`, 'utf8').matchAll(/^test\((['"])(.+?)\1,/gm)].map(([, , title]) => title),
  )
  const listed = [...readFileSync(inRoot('docs/engines.md'), 'utf8').matchAll(/^- (G\d\d .+)$/gm)].map(
    ([, line]) => line,
  )
  expect(titles.length).toBeGreaterThan(10)
  expect(listed.sort()).toEqual(titles.sort())
})
