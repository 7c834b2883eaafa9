/** Shown for an unknown address. */
import type { Metadata } from 'next'
import { DishArt } from '../menu/dish-art'
import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import { Page } from '../ui/page'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <Page title="Page not found">
      <EmptyState
        art={<DishArt kind="cookie" className="size-20" />}
        title="Somebody ate this page"
        action={
          <a href="/" className={buttonClass()}>
            See the menu
          </a>
        }
      >
        There is nothing at this address. Please check it for typos.
      </EmptyState>
    </Page>
  )
}
