/** What every signed-in page offers, and where its links lead. */
import { expect, type Locator, type Page } from '@playwright/test'
import { LoginPage, queuedNotice } from './login-page'

type Place = 'Menu' | 'Cart' | 'Orders' | 'Account'

const paths: Record<Place, string> = { Menu: '/', Cart: '/cart', Orders: '/orders', Account: '/account' }

export class SignedInPage {
  readonly logOutButton: Locator

  constructor(readonly page: Page) {
    this.logOutButton = page.getByRole('button', { name: 'Log out', exact: true })
  }

  /** By URL: a full page load. */
  async open(place: Place): Promise<void> {
    await this.page.goto(paths[place])
    await expect(this.logOutButton).toBeVisible()
  }

  /** By a link on the page, which Next turns into a soft navigation. */
  async follow(place: Place): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click()
    await expect(this.page).toHaveURL(new RegExp(`${paths[place]}$`))
  }

  /** Adds the menu's first dish to the cart, and returns its name. */
  async addToCart(): Promise<string> {
    const dish = this.page.getByRole('listitem').filter({ has: this.page.getByRole('button', { name: 'Add to cart' }) })
    const name = (await dish.first().getByRole('heading').textContent()) ?? ''
    await dish.first().getByRole('button', { name: 'Add to cart' }).click()
    return name
  }

  /** Ends where a logout should end. */
  async logOut(says?: RegExp): Promise<LoginPage> {
    await this.logOutButton.click()
    const login = new LoginPage(this.page)
    await login.expectLoggedOut(says)
    return login
  }

  /** While no page can be loaded: ends on the emptied page, which says that the logout is queued. */
  async logOutUnreached(): Promise<void> {
    await this.logOutButton.click()
    await expect(this.page.getByRole('status')).toHaveText(queuedNotice)
  }
}
