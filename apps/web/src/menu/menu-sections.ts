/** The menu by category, in the API's order. */
import type { Dish } from '@campusbite/auth/contract'

export interface MenuSection {
  category: string
  /** The section's fragment identifier. */
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
