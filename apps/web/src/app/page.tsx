/** The menu, which is public. If nobody is signed in, `Add to cart` leads to the login page. */
import type { Metadata } from 'next'
import { api, viewer } from '../lib/server-session'
import { DishArt } from '../menu/dish-art'
import { DishCard } from '../menu/dish-card'
import { Hero } from '../menu/hero'
import { menuSections } from '../menu/menu-sections'
import { EmptyState } from '../ui/empty-state'

export const metadata: Metadata = { title: { absolute: 'Menu · CampusBite' } }

export default async function MenuPage() {
  const [session, dishes] = await Promise.all([viewer(), (await api()).menu.list()])
  const sections = menuSections(dishes)
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-8">
      <Hero name={session?.user.name ?? null} />
      {sections.length > 1 && (
        <nav
          aria-label="Menu sections"
          className="-mx-4 sticky top-16 z-20 scroll-px-18 overflow-x-auto bg-canvas px-4 py-2 low:static sm:-mx-6 sm:px-6"
        >
          <ul className="flex gap-2">
            {sections.map(({ category, anchor }) => (
              <li key={anchor}>
                <a
                  href={`#${anchor}`}
                  className="block whitespace-nowrap rounded-full border border-line bg-surface px-4 py-2 font-semibold text-sm hover:bg-muted"
                >
                  {category}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {sections.map(({ category, anchor, dishes }) => (
        <section key={anchor} aria-labelledby={anchor} className="flex flex-col gap-4">
          <h2 id={anchor} className="wrap-anywhere font-extrabold text-2xl">
            {category}
          </h2>
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {dishes.map((dish) => (
              <DishCard key={dish.id} dish={dish} signedIn={session !== null} />
            ))}
          </ul>
        </section>
      ))}
      {sections.length === 0 && (
        <EmptyState
          art={<DishArt kind="bowl" className="size-20" />}
          title="The kitchen is closed"
          action={
            <a href="/" className="link">
              Look again
            </a>
          }
        >
          There is nothing on the menu at the moment.
        </EmptyState>
      )}
    </div>
  )
}
