// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/orders"}
/** The page of an ended session while the server is unreachable: nothing private is on it, or comes back. */
import { expect, test } from 'vitest'
import { signedInTab } from '../support/page'

const page = () => document.documentElement.outerHTML + JSON.stringify(history.state) + location.href

test('G08 G11 is emptied in the task of the click, says what is true, and stays empty', async () => {
  const { client, network } = await signedInTab({ leaveTo: '/login' })
  network.offline()
  document.title = 'canary orders'
  document.head.insertAdjacentHTML('beforeend', '<meta name="description" content="canary">')
  document.body.innerHTML = '<div id="app"><p>canary</p></div><script type="application/json">"canary"</script>'
  document.body.className = 'dark'
  history.pushState({ tree: 'canary' }, '', '/orders/canary')
  Object.assign(globalThis, { __next_f: ['canary'] })
  const theirs = document.body
  const root = document.querySelector('#app')
  const routed: string[] = []
  window.addEventListener('popstate', () => routed.push('popstate'))

  const result = client.logout()
  expect(page()).not.toContain('canary')
  expect(JSON.stringify(Reflect.get(globalThis, '__next_f'))).not.toContain('canary')
  // Whoever waits for the login page's address waits for that page.
  expect(location.pathname).toBe('/')
  expect(document.title).toBe('Logged out')
  expect(document.body.className).toBe('dark')
  expect(document.activeElement?.textContent).toBe('Logged out')
  expect(document.querySelector('[role=status]')?.textContent).toBe(
    'You have been logged out. The server will be told as soon as it can be reached.',
  )

  // A framework that is unaware keeps using its elements, and none of this fails.
  const overlay = document.createElement('div')
  overlay.textContent = 'canary overlay'
  document.body.appendChild(overlay)
  document.body.insertBefore(document.createElement('canary-portal'), root)
  document.body.append('canary')
  Node.prototype.appendChild.call(document.body, document.createElement('canary-parsed'))
  document.documentElement.append(Object.assign(document.createElement('body'), { textContent: 'canary body' }))
  document.title = 'canary again'
  history.pushState({ tree: 'canary' }, '', '/orders/canary')
  expect(location.pathname).toBe('/')
  window.dispatchEvent(new PopStateEvent('popstate'))
  await expect.poll(page).not.toContain('canary')
  expect(routed).toEqual([])
  document.body.removeChild(overlay)
  if (root) document.body.removeChild(root)
  document.body.removeChild(document.createElement('canary-never-there'))
  expect(theirs.contains(root)).toBe(false)
  expect(document.querySelector('h1')?.textContent).toBe('Logged out')
  await expect(result).resolves.toMatchObject({ server: 'queued' })
  // There is no page to load in jsdom: the address stands for it.
  await expect.poll(() => location.pathname).toBe('/login')
})
