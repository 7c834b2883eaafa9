// Ordering: exactly once, whatever happens to the response; and a cart that keeps the keyboard focus.
import { expect, test } from './fixtures'
import { CartPage } from './pages/cart-page'

const place = /\/order\.place/

test('G31 two clicks at once place one order', async ({ signedIn, page, network }) => {
  const cart = await CartPage.filled(signedIn)
  // In one task: nothing renders in between.
  await cart.placeOrder.evaluate((button: HTMLElement) => {
    button.click()
    button.click()
  })
  await expect(page.getByRole('status')).toHaveText(/order has been placed/)
  expect(network.sent(place)).toHaveLength(1)
})

test('offline an order fails at once with a message, and is placed only when the user tries again', async ({
  signedIn,
  page,
  context,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const cart = await CartPage.filled(signedIn)
  await context.setOffline(true)
  await cart.placeOrder.click()
  await expect(cart.failure).toHaveText('CampusBite could not be reached. Check your connection, and try again.')
  await context.setOffline(false)
  await cart.placeOrder.click()
  await expect(page.getByRole('status')).toHaveText(/order has been placed/)
  expect(network.sent(place)).toHaveLength(1)
})

test('an order whose response was lost is placed once, however often it is retried', async ({
  signedIn,
  page,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const cart = await CartPage.filled(signedIn)
  network.hold(place)
  await cart.placeOrder.click()
  await expect.poll(() => network.sent(place)[0]?.answeredAt).toBeDefined()
  // Chromium retries by itself, on a new connection.
  network.cut(place)
  network.drop(place)
  await expect(cart.failure).toHaveText(/could not be reached/)
  network.heal()
  await cart.placeOrder.click()
  await expect(page.getByRole('status')).toHaveText(/order has been placed/)
  await signedIn.open('Orders')
  await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveCount(1)
})

test('a response from another server is reported in plain words', async ({ signedIn, network, consoleErrors }) => {
  consoleErrors.allowFailedRequests()
  const cart = await CartPage.filled(signedIn)
  network.fail(place, 429)
  await cart.placeOrder.click()
  await expect(cart.failure).toHaveText('CampusBite cannot answer at the moment. Try again shortly.')
  network.cut(place)
  await cart.placeOrder.click()
  await expect(cart.failure).toHaveText('CampusBite could not be reached. Check your connection, and try again.')
})

test('a quantity keeps the focus at its minimum and maximum', async ({ signedIn }) => {
  const { quantity, increase, decrease } = await CartPage.filled(signedIn)
  for (const [button, from, limit] of [
    [decrease, '2', '1'],
    [increase, '19', '20'],
  ] as const) {
    await quantity.fill(from)
    await quantity.press('Enter')
    await button.focus()
    for (let presses = 0; presses < 2; presses++) {
      await button.press('Enter')
      await expect(quantity).toHaveValue(limit)
      await expect(button).toBeFocused()
      await expect(button).toHaveAttribute('aria-disabled', 'true')
    }
  }
})

test('removing a dish is announced, and the focus moves to what is left', async ({ signedIn, page }) => {
  await page.getByRole('button', { name: 'Add to cart' }).nth(1).click()
  const { dishes, remove, announced } = await CartPage.filled(signedIn)
  await expect(remove).toHaveCount(2)
  await remove.first().press('Enter')
  await expect(dishes).toBeFocused()
  await expect(announced).toHaveText(/removed from your cart/)
  await remove.press('Enter')
  await expect(page.getByRole('link', { name: 'See the menu' })).toBeFocused()
})

test('a dish that is no longer on the menu leaves the cart with a message, and is not counted', async ({
  signedIn,
  page,
}) => {
  await signedIn.addToCart()
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('cart:')) ?? ''
    const lines = JSON.parse(localStorage.getItem(key) ?? '[]')
    localStorage.setItem(key, JSON.stringify([...lines, { dishId: 'off-the-menu', quantity: 3 }]))
  })
  await signedIn.open('Cart')
  await expect(new CartPage(signedIn).remove).toHaveCount(1)
  await expect(page.getByRole('link', { name: 'Cart 1 item', exact: true })).toBeVisible()
  await expect(page.getByRole('status')).toHaveText(
    'Dishes that are no longer on the menu were removed from your cart.',
  )
})
