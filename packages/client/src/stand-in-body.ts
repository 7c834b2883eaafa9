/**
 * A body that shows our view and nothing else. Frameworks, overlays and announcers go on with `document.body` as if it
 * were theirs: what they add, move and take away is added, moved and taken away in their own body, out of the document.
 */

/** Takes the place of the document's body, which stays whole, detached. `onChange` is called whenever somebody changed the page. */
export function standIn(ours: HTMLBodyElement, onChange: () => void): void {
  const root = document.documentElement
  const theirs = document.body ?? document.createElement('body')
  const view = new Set<Node>(ours.childNodes)
  if (document.body) document.body.replaceWith(ours)
  else root.append(ours)

  const inTheirs = (reference: Node | null) => (reference?.parentNode === theirs ? reference : null)
  // React works on the children of `document.body`, whichever element that is at the time, and fails on a child that it
  // cannot find there.
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

  // A page that is still loading brings its body along, and there are rarer ways to add to this one.
  new MutationObserver(() => {
    for (const child of [...root.children]) if (child !== ours && child !== ours.ownerDocument.head) child.remove()
    for (const child of [...ours.childNodes]) if (!view.has(child)) theirs.appendChild(child)
    if (ours.parentNode !== root) root.append(ours)
    onChange()
  }).observe(root, { childList: true, subtree: true })
}
