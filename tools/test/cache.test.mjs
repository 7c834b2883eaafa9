// What a task reads outside its workspace must be among its inputs, or turbo would show an old result for new sources.
import { readdirSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { expect, test } from 'vitest'
import { filesIn } from '../checks/files.mjs'
import { breaks } from '../sabotage/breaks.mjs'
import { forTests } from '../setup/environment.mjs'
import { inRoot, root } from '../setup/root.mjs'
import { plan } from '../setup/turbo.mjs'

const tasks = plan(['test:tools', 'test'], forTests(process.env))

/** Which of these files, named from the root, a change of does not run the task again. @param {string} taskId @param {readonly string[]} files */
function unseenBy(taskId, files) {
  const task = tasks.find((one) => one.taskId === taskId)
  const seen = Object.keys(task?.inputs ?? {}).map((path) => relative(root, inRoot(`${task?.directory}/${path}`)))
  return files.filter((file) => !seen.includes(file))
}

/** The files that sources in a folder name by their path from the root. @param {string} folder */
function namedIn(folder) {
  const sources = readdirSync(inRoot(folder)).map((name) => readFileSync(inRoot(`${folder}/${name}`), 'utf8'))
  return sources.flatMap((text) =>
    [...text.matchAll(/\b(?:read|json|join)\((?:root, )?'([^']+)'\)/g)].map(([, path = '']) => path),
  )
}

test("the cache inputs of the tools' tests include all sabotaged files and workspace manifests", () => {
  const manifests = filesIn(root, /^package\.json$/).filter((path) => !/^bench\/(peers|clients)\//.test(path))
  expect(unseenBy('//#test:tools', [...breaks.map(({ file }) => file), ...manifests])).toEqual([])
})

test("the cache inputs of the documents' tests include every document and the files they are checked against", () => {
  const named = namedIn('examples/test/documents')
  expect(named).toContain('Dockerfile')
  // Packages are covered by the dependencies between tasks.
  const outside = named.filter((path) => !/^(packages|examples)\b/.test(path))
  expect(unseenBy('@campusbite/examples#test', [...filesIn(root, /\.md$/), ...outside])).toEqual([])
})
