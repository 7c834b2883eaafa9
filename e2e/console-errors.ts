/** What a page complains about. Whatever a test did not say it expects makes it fail: a person would see a broken page. */
import type { BrowserContext } from '@playwright/test'

export class ConsoleErrors {
  readonly #seen: string[] = []
  readonly #allowed: RegExp[] = []

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() !== 'error') return
      this.#seen.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => this.#seen.push(String(error.error().stack ?? error.error())))
  }

  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns)
  }

  /** The browser's own lines for requests that this test lets fail. */
  allowFailedRequests(): void {
    this.allow(/^Failed to load resource/)
  }

  unexpected(): string[] {
    return this.#seen.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)))
  }
}
