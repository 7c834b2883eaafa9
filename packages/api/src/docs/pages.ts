/**
 * The documents that this server shows: the reference, and Markdown files of the repository, read where they lie. A page
 * is found by its name in a list; no part of a path of the request ever names a file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { referenceMarkdown } from './reference'

export interface DocsPage {
  /** `errors` is at `/docs/errors`; empty for the reference, at `/docs`. */
  slug: string
  /** Path in the repository, from which its links lead. */
  file: string
  title: string
  markdown: string
}

const folders = [
  { folder: 'docs/guides', only: undefined },
  { folder: 'docs', only: ['errors.md', 'verify-elsewhere.md', 'session-policy.md'] },
]

/** In the order of the table of contents. Without the repository around, the reference is all there is. */
export function docsPages(root = repository()): DocsPage[] {
  const reference = { slug: '', file: 'docs/reference.md', title: 'API reference', markdown: referenceMarkdown() }
  return [reference, ...(root === undefined ? [] : fromFiles(root))]
}

function fromFiles(root: string): DocsPage[] {
  return folders.flatMap(({ folder, only }) => {
    const path = join(root, folder)
    const names = only ?? (existsSync(path) ? readdirSync(path).sort() : [])
    return names
      .filter((name) => name.endsWith('.md') && existsSync(join(path, name)))
      .map((name) => {
        const markdown = readFileSync(join(path, name), 'utf8')
        const title = /^# (.+)$/m.exec(markdown)?.[1]?.replaceAll('`', '') ?? name
        return { slug: name.replace(/\.md$/, ''), file: `${folder}/${name}`, title, markdown }
      })
  })
}

/** The nearest folder above the running file that holds the documents: from the sources and from a bundle alike. */
function repository(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'docs/errors.md'))) {
    const above = dirname(folder)
    if (above === folder) return undefined
    folder = above
  }
  return folder
}
