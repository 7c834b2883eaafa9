/**
 * A body that shows our view and nothing else. Frameworks, overlays and announcers keep using `document.body` as if it were
 * theirs: whatever they add, move or remove changes their own, detached body instead.
 */

/** Replaces the document's body, which stays intact but detached. `onChange` is called after any change of the page. */
export function standIn(ours: HTMLBodyElement, onChange: () => void): void {
  const root = document.documentElement
  const theirs = document.body ?? document.createElement('body')
  const view = new Set<Node>(ours.childNodes)
  if (document.body) document.body.replaceWith(ours)
  else root.append(ours)

  const inTheirs = (reference: Node | null) => (reference?.parentNode === theirs ? reference : null)
  // React works on the children of whatever `document.body` is at the time, and fails on a child that it cannot find there.
  Object.assign(ours, {
    appendChild: <T extends Node>(node: T) => theirs.appendChild(node),
    insertBefore: <T extends Node>(node: T, before: Node | null) => theirs.insertBefore(node, inTheirs(before)),
    removeChild<T extends Node>(node: T): T {
      if (!view.has(node)) node.parentNode?.removeChild(node)
      return node
    },
    replaceChild<T extends Node>(node: Node, old: T): T {
      if (inTheirs(old)) return theirs.replaceChild(node, old)
      theirs.append(node)
      return old
    },
    append: (...nodes: (Node | string)[]) => theirs.append(...nodes),
  })

  // A page that is still loading brings its own body, and there are rarer ways to add to this one.
  new MutationObserver(() => {
    for (const child of [...root.children]) if (child !== ours && child !== ours.ownerDocument.head) child.remove()
    for (const child of [...ours.childNodes]) if (!view.has(child)) theirs.appendChild(child)
    if (ours.parentNode !== root) root.append(ours)
    onChange()
  }).observe(root, { childList: true, subtree: true })
}
