/** The cart, and the button that orders its content. */
import type { Locator } from '@playwright/test'
import type { SignedInPage } from './signed-in-page'

export class CartPage {
  readonly placeOrder: Locator
  readonly failure: Locator
  readonly dishes: Locator
  readonly quantity: Locator
  readonly increase: Locator
  readonly decrease: Locator
  readonly remove: Locator
  /** What is announced only to screen readers. */
  readonly announced: Locator

  constructor({ page }: SignedInPage) {
    const main = page.getByRole('main')
    this.placeOrder = main.getByRole('button', { name: 'Place order' })
    this.failure = main.getByRole('alert')
    this.dishes = main.getByRole('list', { name: 'Dishes' })
    this.quantity = main.getByRole('textbox', { name: /^Quantity of/ })
    this.increase = main.getByRole('button', { name: /^Increase/ })
    this.decrease = main.getByRole('button', { name: /^Decrease/ })
    this.remove = main.getByRole('button', { name: /^Remove/ })
    this.announced = page.locator('#announcements')
  }

  /** From the menu, with its first dish. */
  static async filled(signedIn: SignedInPage): Promise<CartPage> {
    await signedIn.addToCart()
    await signedIn.follow('Cart')
    return new CartPage(signedIn)
  }
}
