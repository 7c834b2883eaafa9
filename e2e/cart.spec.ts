// Ordering: once, however it is asked for and whatever becomes of the answer; and a cart that a keyboard does not fall out of.
import { expect, test } from './fixtures'
import { CartPage } from './pages/cart-page'

const place = /\/order\.place/

test('what answers in place of the API is told in words for people', async ({ signedIn, network, consoleErrors }) => {
  consoleErrors.allowFailedRequests()
  const cart = await CartPage.filled(signedIn)
  network.fail(place, 429)
  await cart.placeOrder.click()
  await expect(cart.failure).toHaveText('CampusBite cannot answer at the moment. Try again shortly.')
  network.cut(place)
  await cart.placeOrder.click()
  await expect(cart.failure).toHaveText('CampusBite could not be reached. Check your connection, and try again.')
})
