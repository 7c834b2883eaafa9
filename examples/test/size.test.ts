/** An example should be readable in one sitting. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { examples } from './support/run'

const folders = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^(node_modules|test|\..*)$/.test(entry.name))
  .map(({ name }) => name)

test.each(folders)('%s has fewer than 100 lines of code', (folder) => {
  const files = readdirSync(join(examples, folder)).filter((name) => /\.(tsx?|sh|html)$/.test(name))
  const lines = files.flatMap((name) =>
    readFileSync(join(examples, folder, name), 'utf8')
      .trimEnd()
      .split('\n'),
  )
  expect(files).not.toEqual([])
  expect(lines.filter((line) => line.trim() !== '').length).toBeLessThan(100)
})

test('the README names each of them', () => {
  const readme = readFileSync(join(examples, 'README.md'), 'utf8')
  for (const folder of folders) expect(readme).toContain(`](${folder}`)
})
