/** Every TypeScript block in every document compiles, against the built package and the real libraries that it imports. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { allBlocks, type Block, root } from './blocks'

const blocks = allBlocks().filter(({ language }) => /^(ts|tsx|js|jsx)$/.test(language))

/** Next to the examples, so that packages resolve like theirs. No file is written. */
const folderOf = ({ document }: Block) => join(root, 'examples/blocks', document.replaceAll(/[^\w]/g, '-'))
const fileOf = (block: Block) => join(folderOf(block), block.title ?? `line-${block.line}.${block.language}`)

function faults(files: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    jsx: ts.JsxEmit.ReactJSX,
    allowJs: true,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node', 'vite/client'],
    paths: { 'expo-secure-store': [join(root, 'examples/test/support/expo-secure-store.ts')] },
  }
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, directoryExists } = host
  const folders = [...files.keys()].map(dirname)
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.directoryExists = (path) =>
    folders.some((folder) => folder.startsWith(path)) || (directoryExists?.(path) ?? false)
  const { getSourceFile } = host
  host.getSourceFile = (path, target, ...rest) => {
    const text = files.get(path)
    return text === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, text, target, true)
  }
  host.getCurrentDirectory = () => join(root, 'examples')
  const program = ts.createProgram([...files.keys()], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
    const where = file?.fileName.replace(join(root, 'examples/blocks/'), '')
    return `${where}, line ${line} of the block: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}

test('the package is built', () => {
  expect(existsSync(join(root, 'packages/client/dist/index.d.ts'))).toBe(true)
})

// A compiler takes longer while other suites run.
test('every block compiles', () => {
  const files = new Map(blocks.map((block) => [fileOf(block), block.code]))
  expect(files.size).toBe(blocks.length)
  expect(files.size).toBeGreaterThan(10)
  expect(faults(files)).toEqual([])
}, 300_000)

test('a block that does not compile is found', () => {
  const wrong = "import { createCampusBite } from '@campusbite/client'\ncreateCampusBite({ url: 1 })\n"
  const found = faults(new Map([[join(root, 'examples/blocks/wrong/line-1.ts'), wrong]]))
  expect(found.some((fault) => fault.includes("Type 'number' is not assignable to type 'string'"))).toBe(true)
})
