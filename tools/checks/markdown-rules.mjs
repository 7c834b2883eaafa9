// Finds dead paths and links in Markdown. The most common fault of documents is to outlive what they refer to.
import { posix } from 'node:path'

/** @typedef {import('./file-rules.mjs').Fault} Fault */
/** @typedef {{ exists: (path: string) => boolean, read: (path: string) => string }} Tree paths from the root */

const topFolders = /^(packages|apps|e2e|bench|tools|docs|prisma|\.ci)\//
/** Created at run time, or a pattern rather than a path. */
const notChecked =
  /(^|\/)(node_modules|dist|generated|\.next|\.data|\.reports|\.turbo|\.cache)(\/|$)|[*{}<>…$\s]|\.\.\./

/** @param {string} file @param {string} text @param {Tree} tree @returns {Fault[]} */
export function markdownFaults(file, text, tree) {
  const prose = text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replaceAll(/[^\n]/g, ''))
  return prose.split('\n').flatMap((line, index) => {
    const links = [...line.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, target = '']) =>
      linkFault(file, target, tree),
    )
    const paths = [...line.matchAll(/`([^`]+)`/g)].map(([, path = '']) => pathFault(path, tree))
    return [...links, ...paths].flatMap((says) => (says ? [{ line: index + 1, says }] : []))
  })
}

/** @param {string} file @param {string} target @param {Tree} tree */
function linkFault(file, target, tree) {
  if (/^([a-z][a-z+.-]*:|\/\/)/i.test(target)) return null
  const [path = '', anchor] = decodeURI(target).split('#')
  const to = path === '' ? file : posix.join(path.startsWith('/') ? '.' : posix.dirname(file), path)
  if (!tree.exists(to)) return `leads to ${to}, which is not there`
  if (!anchor || !to.endsWith('.md') || anchorsOf(tree.read(to)).has(anchor)) return null
  return `leads to the heading #${anchor}, which ${to} does not have`
}

/** @param {string} path @param {Tree} tree */
function pathFault(path, tree) {
  const plain = path.replace(/(:\d+|#.*)$/, '')
  if (!topFolders.test(plain) || notChecked.test(plain) || tree.exists(plain)) return null
  return `names ${plain}, which is not there`
}

/** As GitHub makes them. @param {string} text */
function anchorsOf(text) {
  /** @type {Map<string, number>} */
  const seen = new Map()
  const headings = text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)
  return new Set(
    [...headings].map(([, heading = '']) => {
      const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '')
      const slug = plain
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-')
      const times = seen.get(slug) ?? 0
      seen.set(slug, times + 1)
      return times ? `${slug}-${times}` : slug
    }),
  )
}
