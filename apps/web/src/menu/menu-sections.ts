/** The menu as a page shows it: dishes under their category, in the order the API gave them. */
import type { Dish } from '@campusbite/auth/contract'

export interface MenuSection {
  category: string
  /** The fragment of the page where it is. */
  anchor: string
  dishes: Dish[]
}

export function menuSections(dishes: readonly Dish[]): MenuSection[] {
  const sections = new Map<string, MenuSection>()
  for (const dish of dishes) {
    const anchor = `menu-${dish.category.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
    const section = sections.get(dish.category) ?? { category: dish.category, anchor, dishes: [] }
    section.dishes.push(dish)
    sections.set(dish.category, section)
  }
  return [...sections.values()]
}
