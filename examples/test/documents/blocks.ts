/** The code blocks of every Markdown file in this repository. Judges none of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../../..')

export interface Block {
  /** The document, by its path in the repository. */
  document: string
  line: number
  language: string
  /** `title="store.ts"`: the file that other blocks of the document import. */
  title: string | undefined
  code: string
}

const notOurs = /^(node_modules|dist|generated|\..*|test-results|playwright-report)$/

/** Paths from the root, sorted. */
function documents(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) return notOurs.test(entry.name) && entry.name !== '.changeset' ? [] : documents(path)
      return entry.name.endsWith('.md') ? [path] : []
    })
    .sort()
}

export function blocksIn(document: string): Block[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(/^```(\w*)([^\n]*)\n([\s\S]*?)^```/gm)].map(
    ([, language = '', info = '', code = ''], index, all) => ({
      document,
      line: text.slice(0, all[index]?.index).split('\n').length,
      language,
      title: /title="([^"]+)"/.exec(info)?.[1],
      code,
    }),
  )
}

export const allBlocks = (): Block[] => documents().flatMap(blocksIn)
