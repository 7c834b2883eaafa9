/**
 * The documents that this server shows: the reference, and Markdown files of the repository, read in place. A page is looked
 * up by name in a list; no part of a request path ever names a file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { referenceMarkdown } from './reference'

export interface DocsPage {
  /** `errors` is at `/docs/errors`; empty for the reference, at `/docs`. */
  slug: string
  /** Path in the repository, which its links are relative to. */
  file: string
  title: string
  markdown: string
}

const folders = [
  { folder: 'docs/guides', only: undefined },
  { folder: 'docs', only: ['errors.md', 'verify-elsewhere.md', 'session-policy.md'] },
]

/** In the order of the table of contents. Outside the repository there is only the reference. */
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

/** The nearest parent folder of the running file that has the documents: works from the sources and from a bundle. */
function repository(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'docs/errors.md'))) {
    const above = dirname(folder)
    if (above === folder) return undefined
    folder = above
  }
  return folder
}
